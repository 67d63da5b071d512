"""Everything a person or a program may do to flows and runs: the one door for API, editor and command line."""
