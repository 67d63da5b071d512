"""A draft that somebody has open: its text, what is known of it, and every way to change it."""
