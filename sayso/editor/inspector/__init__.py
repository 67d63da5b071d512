"""The inspector: the form of what is selected in a flow. `draw` alone knows pages."""
