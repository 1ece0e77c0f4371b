"""What is decided about books: pure functions on plain values."""
