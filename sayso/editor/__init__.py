"""The pages: how it looks and feels. A thin shell over the operations."""

from sayso.editor.desk import Desk
from sayso.editor.host import make_pages

__all__ = ["Desk", "make_pages"]
