"""What can be wrong with keys.

KeysError   a key file is missing, damaged, of the wrong sort, or open to others; names the file
"""


class KeysError(Exception):
    """A key file cannot be used; one sentence that names the file, for whoever starts the node."""
