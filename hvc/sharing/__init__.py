"""An analysis → the version that may be passed on: no group of fewer than `FEWEST` customers, no customer, no list."""
