"""The API for other programs: every operation, under /api/workspaces/{workspace}/."""

from sayso.api.programs.desk import Desk
from sayso.api.programs.table import ROUTES

__all__ = ["ROUTES", "Desk"]
