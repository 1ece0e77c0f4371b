"""What can be asked of books; each answer costs a constant number of queries."""
