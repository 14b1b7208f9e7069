"""The commands that operators and officers type."""

from egnatia.cli.main import main

__all__ = ["main"]
