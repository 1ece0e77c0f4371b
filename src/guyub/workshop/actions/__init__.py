"""What can be done in the workshop. The only writers of its tables."""
