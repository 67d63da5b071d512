"""How Alembic reaches the database: over the connection that `migrating` hands it."""

from alembic import context

from sayso.runtime.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
