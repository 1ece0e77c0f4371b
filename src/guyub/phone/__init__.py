"""Guyub in the hand: what a phone keeps and asks for without a line, and how what it kept arrives exactly once."""
