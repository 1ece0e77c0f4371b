"""Rules of law with the days on which they hold: data with a source, never a constant in another room's code."""
