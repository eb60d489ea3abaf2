"""What purchases over time say of each customer; callers name the module."""
