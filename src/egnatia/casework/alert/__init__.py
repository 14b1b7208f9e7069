"""Alerts: proposed, looked over by another, published to chosen partners, ended everywhere (ADR 0059)."""
