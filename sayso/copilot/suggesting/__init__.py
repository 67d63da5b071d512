"""Suggestions while somebody types: completions of what may stand here, and the step that flows usually take next."""
