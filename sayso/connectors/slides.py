"""Google Slides: a deck from a template."""

from sayso.connectors import templated

CONNECTOR = templated.connector("slides", "Google Slides", "slides", ("presentations", "drive.file"))
