"""What can be asked about the workshop."""
