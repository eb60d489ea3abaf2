"""Dataset and rule → `Analysis`: who the high-value customers are and how they differ from the others.

`run.analyse` is the door; `overview.preview`, `amount_bins.amount_bins` and `crosses.cross` answer a page at once. Nothing
is imported here: who only reads results (the renderers in their child process) need not wait for the statistics.
"""
