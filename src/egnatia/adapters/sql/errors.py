"""What the database can fail with.

StoreError
└── StoreFull       there is no space left
"""


class StoreError(Exception):
    """The database cannot be opened, read or written, or a row is damaged; one sentence says which and why."""


class StoreFull(StoreError):  # noqa: N818 - reads as the domain says it
    """There is no space left; nothing of the work was kept, and it can be done again once there is."""
