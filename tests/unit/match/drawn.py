"""Strategies for what questions name."""

from hypothesis import strategies as st
from tests.unit.model.strategies import properties_of

from egnatia.match.engine import Properties
from egnatia.model.kinds import Kind


def asked_of(kind: Kind) -> st.SearchStrategy[Properties]:
    """Draw some of the properties that a question about a kind may name."""
    return properties_of(kind, kind.searchable, frozenset())
