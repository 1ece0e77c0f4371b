"""Reads a line as people write it in chat (`jual 12 syal @45rb`) into the entry it means, or asks.

The steps: tokens, numbers, times, words by meaning, what each number is for, transactions, and for each its facts,
its kind by rules, its amount. No step knows any line; vocabulary and rules are tables.
"""

from guyub.books.line.reader import read
from guyub.books.line.reading import NOTHING_KNOWN, Choice, Known, Reading, Understood

__all__ = ["NOTHING_KNOWN", "Choice", "Known", "Reading", "Understood", "read"]
