"""Writes `docs/reference/model.md` from the kinds of record, so that the page never tells anything else.

Run it after a change of `src/egnatia/model/schema/*.yaml`; a test compares.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS, Kind, Property
from egnatia.model.values import SCHEMES, ValueType

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "model.md"

INTRODUCTION = """\
# Kinds of record

This page is written by `scripts/model_reference.py` from `src/egnatia/model/schema/*.yaml`; do not edit it.

A record is about one thing, or about one link between two things, and has the properties of its kind. A property
holds one text, or several where the table says so; its type says which texts are values. Decisions behind it:
[values are canonical text](../adr/0006-values-are-canonical-text.md),
[kinds after UMF and Annex II B](../adr/0020-kinds-after-umf-and-annex-ii-b.md).

* **asked**: a question may name the property. Only kinds that say so may be asked about at all.
* **sensitive**: genetic, biometric or health data (Directive (EU) 2016/680 Art. 10), or data that endanger or expose
  somebody if they leak, such as a vehicle's holder.
* **kept of**: the roles of the person concerned whose records may hold the property, after Regulation (EU) 2016/794
  Annex II B. 'all' is every role of a person, the unknown one included; of an unknown person nothing else is kept.
"""

#: What each type holds, in one line.
TYPES = {
    ValueType.NAME: "words on one line, up to 400 characters, NFC, single spaces",
    ValueType.TEXT: "words on one or more lines, up to 4000 characters",
    ValueType.DATE: "`1985`, `1985-04` or `1985-04-12`",
    ValueType.COUNTRY: "three-letter code of ISO 3166-1 or ICAO 9303-3; `XKX` for Kosovo",
    ValueType.IDENTIFIER: "one line, up to 128 characters, as it was written; the scheme stands behind it",
    ValueType.POINT: "`41.9973,21.428`: latitude and longitude in degrees, WGS 84",
    ValueType.CODE: "one word of the list that stands behind it",
    ValueType.QUANTITY: "`1105 kg`: a number and its unit",
    ValueType.INSTANT: "`2026-11-21T08:15:00.000Z`",
    ValueType.DIGEST: "SHA-256 of a file, 64 hexadecimal digits",
    ValueType.RECORD: "lineage of a record of the kinds that stand behind it, 32 hexadecimal digits",
}


def page() -> str:
    """Return the whole page."""
    return "\n".join(
        [INTRODUCTION, *_types(), *_overview(), *(line for kind in KINDS.values() for line in _kind(kind))]
    )


def _types() -> Iterator[str]:
    yield "## Types of value\n"
    yield from _table(("type", "holds"), ((f"`{sort}`", TYPES[sort]) for sort in ValueType))
    yield f"\nSchemes of identifiers: {', '.join(f'`{scheme}`' for scheme in sorted(SCHEMES))}.\n"


def _overview() -> Iterator[str]:
    yield "## All kinds\n"
    rows = (
        (
            f"[{kind.name}](#{kind.name})",
            kind.about,
            _tick(kind.askable),
            _tick(kind.personal),
            " → ".join(kind.link or ()),
        )
        for kind in KINDS.values()
    )
    yield from _table(("kind", "about", "asked", "of a person", "links"), rows)
    yield ""


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.name}\n"
    yield f"{kind.about}\n"
    rows = (_property(found, personal=kind.personal) for found in kind.properties.values())
    yield from _table(("property", "says", "type", "several", "asked", "sensitive", "kept of"), rows)
    yield ""


def _property(found: Property, *, personal: bool) -> tuple[str, ...]:
    return (
        f"`{found.name}`",
        found.label,
        _type(found),
        _tick(found.many),
        _tick(found.search),
        _tick(found.sensitive),
        _roles(found.roles) if personal else "",
    )


def _type(found: Property) -> str:
    of = [found.scheme] if found.scheme else sorted(found.codes or found.refers)
    return f"{found.type}: {', '.join(of)}" if of else found.type


def _roles(roles: frozenset[SubjectRole]) -> str:
    everybody = frozenset(SubjectRole) - {SubjectRole.NOBODY}
    return "all" if roles == everybody else ", ".join(role for role in SubjectRole if role in roles)


def _tick(yes: bool) -> str:  # noqa: FBT001 - what is shown is the truth itself
    return "yes" if yes else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
