"""A whole evaluation: a flow in a world, from its trigger to its end."""
