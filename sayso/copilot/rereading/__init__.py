"""Which flow does a readback tell? The readback's own sentences, pasted somewhere, read back to the flow exactly."""

from sayso.copilot.rereading.proposing import retold, reworded
from sayso.copilot.rereading.reading import looks_told, reread
from sayso.copilot.rereading.sentences import sentences

__all__ = ["looks_told", "reread", "retold", "reworded", "sentences"]
