"""The flow editor: canvas, text, English and runs of one flow, beside the copilot and the inspector."""
