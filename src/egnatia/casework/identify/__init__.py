"""Identifying the dead by what a node has on record: remains, missing reports, and relatives who gave samples."""
