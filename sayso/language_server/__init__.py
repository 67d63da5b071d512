"""How do other editors ask? The language services as a server that speaks the Language Server Protocol."""

from sayso.language_server.serving import serve_stdio, serve_tcp

__all__ = ["serve_stdio", "serve_tcp"]
