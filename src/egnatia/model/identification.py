"""That remains are a missing person, as it is put before a board of two people."""

from dataclasses import dataclass
from typing import Any, Final

from egnatia.model.identity import LineageId, parse_lineage
from egnatia.model.reading import Fields, text

#: Characters of a report; one of thirty markers has about three thousand.
LONGEST_REPORT: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Which remains are said to be which missing person, and the report on which a board decides."""

    remains: LineageId
    missing: LineageId
    report: str  #: JSON text: hypotheses, figures by marker, prior, threshold and who decided them.


def plain_identification(said: Identification) -> dict[str, Any]:
    """Write an identification as plain values for canonical JSON."""
    return {"remains": said.remains, "missing": said.missing, "report": said.report}


def parse_identification(value: object, path: str) -> Identification:
    """Read an identification strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    said = Identification(
        remains=fields.take("remains", parse_lineage),
        missing=fields.take("missing", parse_lineage),
        report=fields.take("report", text(LONGEST_REPORT)),
    )
    fields.finish()
    return said
