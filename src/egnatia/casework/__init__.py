"""The use cases: ask, answer, confirm, release, and the ports that they need."""
