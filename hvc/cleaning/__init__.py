"""Table + Mapping → typed table + Issues."""
