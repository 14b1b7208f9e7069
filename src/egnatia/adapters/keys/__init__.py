"""Keys: the node's own in files, and what the protocol does with them."""
