"""Detectors: one concern a module, each a plain function from an `Analysis` to what it found."""
