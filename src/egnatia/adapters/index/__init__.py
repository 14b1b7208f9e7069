"""The search index: which records have a name near the one that is asked for (tantivy)."""
