"""What an operator decides about a node, read once as one frozen value."""
