"""SQLite files, and databases in memory that close themselves when nobody has them any more."""

import sqlite3


class ScratchDatabase(sqlite3.Connection):
    """A connection that is closed with its last user."""

    def __del__(self) -> None:
        self.close()


def connect(path: str) -> sqlite3.Connection:
    """The database in that file, or one in memory (":memory:"). A change counts at once, unless in a transaction."""
    factory = ScratchDatabase if path == ":memory:" else sqlite3.Connection
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10.0, factory=factory)
    connection.row_factory = sqlite3.Row
    return connection
