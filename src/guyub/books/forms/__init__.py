"""What the pages of books ask."""
