"""Google Docs: a document from a template."""

from sayso.connectors import templated

CONNECTOR = templated.connector("docs", "Google Docs", "document", ("documents", "drive.file"))
