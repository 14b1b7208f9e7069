"""The commands that operators and officers type."""
