"""The commands that match records outside a node."""
