"""Analysis, findings and actions → `model.Report`: `compose.compose` puts it together from `sections` and `charts`."""
