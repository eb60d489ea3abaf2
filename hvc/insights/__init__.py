"""Analysis → findings and actions, with their Chinese: `finding.find` and `acting.act`."""
