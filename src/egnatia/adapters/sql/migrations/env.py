"""What Alembic runs for every migration: all steps in one transaction of the connection that it is handed."""

from alembic import context

from egnatia.adapters.sql.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
