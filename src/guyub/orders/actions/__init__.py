"""What can be done with a joint order: the only writers of this room.

`taking` takes an order and publishes its split, `sharing` handles answers and splits again, `making` counts, inspects
and delivers, `settling` handles the money. Every function is one transaction: it locks the order, checks access and
rules, writes, records in the open log, and posts to the books.
"""
