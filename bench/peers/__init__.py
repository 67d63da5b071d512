"""The loop over contacts in other engines: each a module with `run(people)`, which counts urgent and standard calls."""
