"""The commands on a network, for its governors."""
