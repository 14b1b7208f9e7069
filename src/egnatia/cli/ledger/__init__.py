"""The commands on a node's log."""
