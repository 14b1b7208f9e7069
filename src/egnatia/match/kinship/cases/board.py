"""What prints, dental work and everything else say of an identification: the board's file, as JSON."""

from collections.abc import Mapping

from egnatia.match.kinship.cases.fields import Json, as_list, as_object, as_text, field
from egnatia.match.kinship.dvi.board import Finding, Secondary
from egnatia.match.kinship.errors import CaseError

FIELDS = ("prints", "dental", "secondary")


def read_board(value: Json) -> tuple[Mapping[str, Finding], tuple[Secondary, ...]]:
    """Return the findings of prints and dental work, and the secondary evidence.

    Raises:
        CaseError: it is not laid out so.
    """
    given = as_object(value, "board", FIELDS)
    findings = {name: _finding(given.get(name), f"board, {name}") for name in ("prints", "dental")}
    secondary = []
    for number, item in enumerate(as_list(given.get("secondary") or [], "board, secondary"), 1):
        place = f"board, secondary {number}"
        read = as_object(item, place, ("what", "speaks"))
        speaks = as_text(field(read, "speaks", place), place)
        if speaks not in {"for", "against"}:
            raise CaseError(f"{place}: speaks {speaks!r} is neither for nor against")
        secondary.append(Secondary(what=as_text(field(read, "what", place), place), speaks_for=speaks == "for"))
    return findings, tuple(secondary)


def _finding(value: Json, place: str) -> Finding:
    written = "open" if value is None else as_text(value, place)
    if written not in {item.value for item in Finding}:
        raise CaseError(f"{place}: {written!r} is none of {', '.join(Finding)}")
    return Finding(written)
