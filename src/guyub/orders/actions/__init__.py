"""What can be done with a joint order: the only writers of this room.

`taking` takes an order and publishes its split, `sharing` handles answers and splits again, `making` counts, inspects
and delivers, `settling` handles the money. Every function is one transaction: it locks the sentra and the order, checks
access and rules, and writes; what is shared out or changed is recorded in the open log, what moves money is posted.
"""
