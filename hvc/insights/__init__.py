"""Analysis → Findings and Actions, with their Chinese."""
