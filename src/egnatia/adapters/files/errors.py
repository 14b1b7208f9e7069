"""What can be wrong with a node's files.

FilesError    a file is missing, damaged or cannot be written; names the file
"""


class FilesError(Exception):
    """A file cannot be used; one sentence that names it, for whoever starts the node."""
