"""Dataset + rule → Analysis: the numbers, their intervals, and the words they allow."""
