"""Writes `docs/reference/law/` from the law oracle: who may ask whom about what, by which instrument.

Run it from the root of the repository, `python -m scripts.law_matrix`, after a change in `tests/oracle/law/`; a test
compares.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.oracle.law.cells import CLOSED, OPEN, Cell, cells
from tests.oracle.law.reading import nodes, purposes, table

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference" / "law"

#: A page for each group of kinds.
GROUPS = {
    "people": ("person", "account", "device", "organisation"),
    "things": ("document", "vehicle", "vessel", "firearm", "object"),
    "biometrics": ("dna", "print"),
    "the-missing": ("missing_report", "remains"),
}
#: How an instrument is written in a matrix.
SHORT = {
    "pruem_2008": "prüm",
    "tca_pruem": "tca2",
    "mpg_regional_database": "mpg",
    "mpg_dna": "lab",
    "icmp_public_search": "public",
    "icmp_agreement": "icmp",
    "interpol_databases": "db",
    "interpol_notices": "notice",
    "directive_2023_977": "977",
    "tca_information": "tca4",
    "pcc_see": "pcc",
    "interpol_messages": "msg",
    "selec_centre": "selec",
    "europol_members": "ep",
    "europol_asks_members": "epq",
    "europol_operational": "epa",
    "europol_tca": "tca5",
    "eio": "eio",
    "mla_coe": "ets30",
    "untoc": "untoc",
    "trafficking_convention": "cets",
    "trafficking_convention_ngo": "cets",
    "pruem_ii": "prüm2",
    "pcc_pruem": "pccp",
    "europol_strategic": "eps",
    "europol_kosovo": "epk",
}

INTRODUCTION = """\
# Who may ask whom

These pages are written by `scripts/law_matrix.py` from the law oracle in `tests/oracle/law`; do not edit them. The
policies of every node are tested against all its {count:,} cells ([how](../../explanation/law-oracle.md)). What each
instrument takes and gives stands in [law.md](../law.md). **It is not legal advice.**

In a matrix the row asks, the column is asked. **bold**: open, a machine may answer something; plain: manual, a person
answers each time; (in brackets): an instrument exists and opens nothing yet; a point: closed. Only the first
instrument is named, in this order:
"""


@cache
def by_place() -> Mapping[tuple[str, str, str, str], Cell]:
    """Return every cell of the oracle by kind, purpose, asker and partner."""
    return {(cell.kind, cell.purpose, cell.asker, cell.partner): cell for cell in cells()}


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    found = {f"{name}.md": "\n".join(_group(name, kinds)) + "\n" for name, kinds in GROUPS.items()}
    return {"index.md": "\n".join(_index()) + "\n", **found}


def _index() -> Iterator[str]:
    yield INTRODUCTION.format(count=len(by_place()))
    yield "| written | instrument | in force |\n| --- | --- | --- |"
    for name, row in table("instruments").items():
        yield f"| {SHORT[name]} | {row['title']} | {row['in_force']} |"
    yield "\n## Pages\n"
    for name, kinds in GROUPS.items():
        yield f"* [{name.replace('-', ' ')}]({name}.md): {', '.join(kinds)}"
    yield "\n## How many cells\n\n| kind | open | manual | closed |\n| --- | --- | --- | --- |"
    for kind in (kind for kinds in GROUPS.values() for kind in kinds):
        states = [cell.state for place, cell in by_place().items() if place[0] == kind]
        yield f"| {kind} | {states.count('open')} | {states.count('manual')} | {states.count('closed')} |"


def _group(name: str, kinds: tuple[str, ...]) -> Iterator[str]:
    yield f"# Who may ask whom: {name.replace('-', ' ')}\n"
    yield "How to read it: [index.md](index.md). Written by `scripts/law_matrix.py`; do not edit."
    for purpose in purposes():
        alike: dict[str, list[str]] = {}
        for kind in kinds:
            alike.setdefault("\n".join(_matrix(kind, purpose)), []).append(kind)
        for matrix, same in alike.items():
            yield f"\n## {', '.join(same)} for {purpose.replace('_', ' ')}\n"
            yield matrix


def _matrix(kind: str, purpose: str) -> Iterator[str]:
    if all(not (cell.offers or cell.not_yet) for place, cell in by_place().items() if place[:2] == (kind, purpose)):
        yield "Closed between all."
        return
    yield f"| | {' | '.join(nodes())} |"
    yield f"| --- |{' --- |' * len(nodes())}"
    for asker in nodes():
        row = (_written(by_place().get((kind, purpose, asker, partner))) for partner in nodes())
        yield f"| {asker} | {' | '.join(row)} |"


def _written(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.state == CLOSED:
        return f"({SHORT[cell.not_yet[0].instrument]})" if cell.not_yet else "·"
    short = SHORT[cell.offers[0].instrument]
    return f"**{short}**" if cell.state == OPEN else short


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, "utf-8")
