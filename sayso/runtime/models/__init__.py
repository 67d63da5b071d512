"""Models of language, as far as they are spoken to: over the network, within bounds, and never believed."""
