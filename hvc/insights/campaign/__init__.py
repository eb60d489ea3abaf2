"""What is done with the customers of this period, and in the next one what came of it."""
