"""The node's own database: SQLAlchemy Core in one dialect, on SQLite (embedded) or PostgreSQL (by URL)."""
