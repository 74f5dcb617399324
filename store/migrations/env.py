"""What Alembic runs: the steps, in the transaction that the database has opened for them."""

from alembic import context

from store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
