"""The tables are brought to their newest shape at the start: forward only, and an older program can still read them.

Each change is a file in `migrations/versions`. A new column has a default, one that is no longer used stays for one
release: so processes of two releases can work side by side while they are replaced.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from sayso.runtime.storage.storage import Storage

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_295_296
"""The advisory lock that one migrating process holds on PostgreSQL."""


class NewerDatabase(Exception):
    """The database was made by a newer Sayso."""


async def migrate(storage: Storage) -> None:
    """Bring the tables to their newest shape; raises `NewerDatabase` where they are newer than this program."""
    async with storage.owning() as connection:
        if storage.dialect.name == "postgresql":
            await connection.execute(text(f"select pg_advisory_xact_lock({LOCK})"))
        changed = await connection.run_sync(_upgrade)
        if changed:
            await storage.dialect.admit(connection)


def _upgrade(connection: Connection) -> bool:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    before = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in script.walk_revisions()}
    if before is not None and before not in known:
        raise NewerDatabase(
            f"The database is at revision {before}, which this Sayso does not know: it was used by a newer one. "
            "Nothing was changed. Install that version again, or restore a backup."
        )
    if before == script.get_current_head():
        return False
    command.upgrade(config, "head")
    return True
