"""Report → documents, one file per format, rendered in a child process."""
