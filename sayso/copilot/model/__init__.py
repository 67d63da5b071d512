"""The model engine, as far as it is pure: what a model is told, how its answer is read, and what comes of it."""
