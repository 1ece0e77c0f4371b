"""What rooms above do when something is noted in a book, or taken back. They add a function when the program starts.

`before_locks` are called before the book is locked, because a follower may have to hold something of its own room:
everybody locks that first and the book after it, so that nobody waits in a ring. Followers are called in the same
transaction, after the entry is written; what they raise undoes it all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from guyub.books.models import Book, Entry
from guyub.books.rules.telling import NewNote
from guyub.people.models import User

before_locks: list[Callable[[Book], None]] = []
note_followers: list[Callable[[Book, NewNote, Entry, User | None, datetime], None]] = []
reversal_followers: list[Callable[[Book, Sequence[int], User | None, datetime], None]] = []


def hold_before(book: Book) -> None:
    """Hold what followers need. Call it before the book's lock in every action that notes or takes back."""
    for hold in before_locks:
        hold(book)


def tell_noted(book: Book, new: NewNote, entry: Entry, by: User | None, at: datetime) -> None:
    for follow in note_followers:
        follow(book, new, entry, by, at)


def tell_reversed(book: Book, numbers: Sequence[int], by: User | None, at: datetime) -> None:
    """`numbers` are of the entries that were taken back, not of what takes them back."""
    for follow in reversal_followers:
        follow(book, numbers, by, at)
