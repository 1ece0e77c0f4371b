"""Guyub: every workshop's books in order, and the sentra as one factory."""

__version__ = "0.4.0"
