"""The blocking keys under which a record is found."""

from egnatia.match.engine import Term
from egnatia.match.engines import engine_for
from egnatia.model.record import Record


def terms_of(record: Record) -> frozenset[Term]:
    """Return the blocking keys of a record; none if its kind has no engine."""
    engine = engine_for(record.definition)
    return engine.terms(record.definition, record.properties) if engine else frozenset()
