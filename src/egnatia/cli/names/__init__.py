"""The commands on names."""
