"""The text of a flow in the browser: Python keeps it, every keystroke comes here at once."""

from sayso.editor.text.code_area import CodeArea

__all__ = ["CodeArea"]
