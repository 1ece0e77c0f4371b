"""Pages of this room: thin, each reads the request and calls one action or query.

`taking` writes an order down, `splitting` compares and publishes, `answering` is what a member sees, `making` counts,
inspects and delivers, `settling` handles money and the settlement sheet.
"""
