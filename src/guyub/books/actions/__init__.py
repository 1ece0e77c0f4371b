"""What can be done to books: the only writers."""
