"""The forms of the workshop."""
