"""What a node keeps in plain files: the directory of the network as it was signed, and what is known of it."""
