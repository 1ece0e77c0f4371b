"""What books remember."""

from guyub.books.models.importing import BankLayout, BankLine, Import
from guyub.books.models.keeping import Closing, Equipment, Habit, Note, Planned, Receipt, SharedCost
from guyub.books.models.ledger import TAXPAYERS, Account, Book, Entry, MonthTotal, Party, PartyTotal, Transfer

__all__ = [
    "TAXPAYERS",
    "Account",
    "BankLayout",
    "BankLine",
    "Book",
    "Closing",
    "Entry",
    "Equipment",
    "Habit",
    "Import",
    "MonthTotal",
    "Note",
    "Party",
    "PartyTotal",
    "Planned",
    "Receipt",
    "SharedCost",
    "Transfer",
]
