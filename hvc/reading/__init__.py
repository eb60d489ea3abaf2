"""Bytes and a name → Tables: what people really have, read without losing anything silently."""
