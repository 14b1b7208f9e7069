"""A DNA profile while it is typed: which loci are read in full, which in part, and what is wrong in which line."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from egnatia.match.dna.engine import PROFILE, RULES, fault_of
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import AMELOGENIN, locus_named, rule_set
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.written import read_written
from egnatia.web.shell import Visit, screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed so far."""

    full: tuple[str, ...]  #: Loci whose both values are designated, amelogenin apart.
    partly: tuple[str, ...]
    standard: int  #: How many of the full ones are of the standard set.
    faults: tuple[tuple[int, str], ...]  #: Line, and what is wrong with it.
    barred: str  #: Why it may not be exchanged; empty: it may.


def routes() -> list[Route]:
    """Return the part of a page that is read again at each change."""
    return [screen("/ask/profile", check_profile, takes_form=True)]


def check_profile(visit: Visit) -> Response:
    """Say what of a profile can be read; nothing is sent, looked up or kept."""
    text = "\n".join(visit.given.get(PROFILE, ()))
    return visit.show("loci.html", typed=read_typed(text, visit.one("category")) if text.strip() else None)


def read_typed(text: str, category: str = "") -> Typed:
    """Read what was typed, line by line, so that one wrong line does not hide the others.

    Args:
        text: one locus a line.
        category: of the profile; a known person's wants the standard set.
    """
    rules = rule_set(RULES)
    faults: list[tuple[int, str]] = []
    read = dict(_lines(text, faults))
    profile = Profile(id="typed", loci=read)
    full = profile.full_loci()
    return Typed(
        full=full,
        partly=tuple(locus for locus in read if locus not in full and locus != AMELOGENIN),
        standard=len(set(full) & set(rules.standard)),
        faults=tuple(faults),
        barred=fault_of({PROFILE: (text,), **({"category": (category,)} if category else {})}),
    )


def _lines(text: str, faults: list[tuple[int, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    seen = set[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            loci = read_written(line, rule_set(RULES), "").loci
        except ProfileError as error:
            faults.append((number, str(error).removeprefix(", line 1: ").removeprefix(": ")))
            continue
        twice = seen & set(loci)
        faults += [(number, f"{locus_named(locus)} is there twice") for locus in sorted(twice)]
        seen |= set(loci)
        yield from loci.items()
