"""Analysis, Findings and Actions → Report: sections, blocks, charts."""
