"""The numeric parts of networks, compiled."""
