"""Where everything durable is kept: one seam over SQLite and PostgreSQL."""

from sayso.runtime.storage.instants import micros, moment
from sayso.runtime.storage.storage import Due, Storage

__all__ = ["Due", "Storage", "micros", "moment"]
