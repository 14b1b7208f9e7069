"""The commands on a node as a whole."""
