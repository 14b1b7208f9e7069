"""Wires a node: builds the adapters and hands them to the use cases."""
