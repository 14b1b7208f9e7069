"""What goes wrong with the search index."""


class SearchIndexError(Exception):
    """The index cannot be written or read; questions are then answered from the database alone."""
