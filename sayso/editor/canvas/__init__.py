"""The picture of a flow in the browser: Python owns the graph, the browser draws it and says what a person wants."""

from sayso.editor.canvas.flow_canvas import FlowCanvas

__all__ = ["FlowCanvas"]
