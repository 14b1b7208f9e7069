"""A node's database as tables, whichever it is, read past the program that keeps it."""

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text

from egnatia.settings import read_settings


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a node's database directly; the node may be running."""
    url = make_url(read_settings(folder).database_url)
    engine = create_engine(url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()
