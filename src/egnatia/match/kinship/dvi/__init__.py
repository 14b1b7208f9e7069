"""Disaster victim identification: which victim is which missing person, jointly over all families."""
