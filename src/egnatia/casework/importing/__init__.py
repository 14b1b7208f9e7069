"""Imports: rows of other people's tables, by a mapping, into records of ours."""
