"""The JSON API: reads the request, calls one action or query of a room, and says the answer as JSON."""
