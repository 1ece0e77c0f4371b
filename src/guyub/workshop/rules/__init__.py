"""What is decided in the workshop."""
