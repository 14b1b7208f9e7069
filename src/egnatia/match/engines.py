"""The engines, and which of them compares which kind: the explicit list."""
