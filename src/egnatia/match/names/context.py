"""What else of a person agrees or not: date of birth, sex, nationality, the father's name."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.match.engine import Properties
from egnatia.match.names.align import weigh_names
from egnatia.match.names.dates import Agreement, compare_dates
from egnatia.match.names.forms import part_forms
from egnatia.match.names.parameters import (
    COUNTRY_OTHER,
    COUNTRY_SAME,
    DATE_SAME,
    FATHER_LIKE,
    FATHER_OTHER,
    FATHER_SAME,
    SEX_OTHER,
    SEX_SAME,
    VALUES,
)
from egnatia.match.scores import Evidence

_SEXES = frozenset({"female", "male"})
_COUNTRIES = ("nationality", "birth_country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What beside the name adds to a score or takes off."""

    worth: float
    date: Agreement | None  #: None: not known to both sides.
    evidence: tuple[Evidence, ...]


def weigh(asked: Properties, found: Properties) -> Context:
    """Compare what both sides know beside the name."""
    date = compare_dates(asked.get("birth_date", ()), found.get("birth_date", ()))
    rest = [*_compare_sex(asked, found), *_compare_countries(asked, found), *_compare_father(asked, found)]
    evidence = [*([_date_evidence(asked, found, date)] if date else []), *(item for _, item in rest)]
    worth = (date.worth if date else 0.0) + sum(value for value, _ in rest)
    return Context(worth=worth, date=date, evidence=tuple(evidence))


def _date_evidence(asked: Properties, found: Properties, date: Agreement) -> Evidence:
    return Evidence(
        property="birth_date",
        asked=_listed(asked["birth_date"]),
        found=_listed(found["birth_date"]),
        score=max(0.0, date.worth / DATE_SAME),
        why=date.why,
    )


def _compare_sex(asked: Properties, found: Properties) -> Iterator[tuple[float, Evidence]]:
    ours, theirs = _SEXES.intersection(asked.get("sex", ())), _SEXES.intersection(found.get("sex", ()))
    if ours and theirs:
        same = bool(ours & theirs)
        why = "the same" if same else "not the same"
        yield SEX_SAME if same else SEX_OTHER, _weak("sex", asked, found, why, same=same)


def _compare_countries(asked: Properties, found: Properties) -> Iterator[tuple[float, Evidence]]:
    for name in _COUNTRIES:
        ours, theirs = set(asked.get(name, ())), set(found.get(name, ()))
        if ours and theirs:
            same = bool(ours & theirs)
            why = "one in common: weak evidence" if same else "none in common: weak evidence, people have several"
            yield COUNTRY_SAME if same else COUNTRY_OTHER, _weak(name, asked, found, why, same=same)


def _compare_father(asked: Properties, found: Properties) -> Iterator[tuple[float, Evidence]]:
    name = "father_name"
    ours, theirs = (part_forms({name: some.get(name, ())[:VALUES]}, name) for some in (asked, found))
    values = [weigh_names(mine, yours) for mine in ours for yours in theirs]
    if values:
        same = max(values) >= FATHER_LIKE
        why = "the same or nearly the same name" if same else "another name"
        yield FATHER_SAME if same else FATHER_OTHER, _weak(name, asked, found, why, same=same)


def _weak(name: str, asked: Properties, found: Properties, why: str, *, same: bool) -> Evidence:
    return Evidence(property=name, asked=_listed(asked[name]), found=_listed(found[name]), score=float(same), why=why)


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values)
