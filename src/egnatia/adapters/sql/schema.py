"""The version of a database's tables: which it has, which this program needs, and the way there."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def needed_version() -> str:
    """Return the version that this program needs: the newest migration."""
    return str(ScriptDirectory(str(_MIGRATIONS)).get_current_head())


@cache
def known_versions() -> frozenset[str]:
    """Return all versions that this program can start from."""
    return frozenset(script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions())


def found_version(connection: Connection) -> str | None:
    """Return the version of a database; None if it is empty or no node's."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring a database to a version, within the connection's transaction: the newest, or `+1` for the next one."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
