"""Reads a line as people write it in chat (`jual 12 syal @45rb`) into the entry it means, or asks.

The line goes through these steps, each in a file of its own, none of which knows any line:

1. `tokens` words, numbers, signs; `numerals` numbers as written and spoken; `when` days and times.
2. `lexicon` gives every word its meanings: from the tables of verbs (`verbs`), phrases (`phrases`) and things (`nouns`,
   `trades`), by the forms that are derived from them, by its stem, or as a slip of the keyboard.
3. `measures` settles what each number is for (amount, count, price of each, paid now); `refusals` turns away what
   records nothing; `clauses` cuts the line into transactions.
4. `people` finds who stands where; `facts` puts together what is known of one transaction: the meanings that are
   present, what the thing is, what it was for (kept apart: what is bought for the kitchen is still bought), who acts.
5. `kinds` decides by the first rule of `rulebook` that fits the facts; `amounts` reckons; `entry` makes the answer.

A verb decides over a noun, and a noun over a way of paying. Where two meanings remain it asks, with both as choices.
A line that is read wrongly is mended in the step that errs: a missing word in a table, a fact, and only then a rule.
"""

from guyub.books.line.reader import read
from guyub.books.line.reading import NOTHING_KNOWN, Choice, Known, Reading, Understood

__all__ = ["NOTHING_KNOWN", "Choice", "Known", "Reading", "Understood", "read"]
