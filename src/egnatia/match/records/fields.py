"""What two records say beside names and numbers: each field that both know, how it agrees, what that is worth."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.match.engine import Properties
from egnatia.match.names.align import weigh_names
from egnatia.match.names.forms import part_forms
from egnatia.match.records.dates import WHY, Agreement, compare_dates
from egnatia.match.records.parameters import CONTRADICTING, LIKE, VALUES
from egnatia.match.records.weights import FieldWeights, field_weights
from egnatia.match.records.wording import same_words
from egnatia.match.scores import Evidence

_NUMBERED: Final = ("national_number", "document_number")
_SEXES: Final = frozenset({"female", "male"})
_SIGNS: Final = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field that both sides know."""

    level: str  #: How it agrees, as `fields.yaml` has it.
    worth: float  #: Log-likelihood ratio of one person to two, in nats.
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What all fields say together; they count as independent where the names do."""

    fields: Mapping[str, Field]

    @property
    def worth(self) -> float:
        """What they add to the evidence of the names, in nats."""
        return sum(field.worth for field in self.fields.values())

    @property
    def date(self) -> Agreement | None:
        """How the dates of birth agree; None if one is not known."""
        found = self.fields.get("birth_date")
        return Agreement(found.level) if found else None

    @property
    def numbered(self) -> bool:
        """Whether a personal or document number is the same."""
        return any(name in self.fields and self.fields[name].level == "same" for name in _NUMBERED)

    @property
    def contradictions(self) -> int:
        """How many fields that seldom differ in two records of one person do; none, if a number is the same."""
        if self.numbered:
            return 0
        return sum(name in self.fields and self.fields[name].level == "other" for name in CONTRADICTING)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What each field says, for a person."""
        return tuple(field.evidence for field in self.fields.values())


def compare_fields(
    asked: Properties, found: Properties, sort: str = "person", weights: FieldWeights | None = None
) -> Fields:
    """Compare every field that both sides know, but for names and for the numbers of things.

    Args:
        asked: what the question names, or one of two records.
        found: the record, or the other one.
        sort: of record.
        weights: that count; None: those that ship.
    """
    weights, comparisons = weights or field_weights(sort), _COMPARED if sort == "person" else _OF_THINGS
    known = [name for name in comparisons if name in weights and asked.get(name) and found.get(name)]
    told = ((name, comparisons[name](name, asked[name][:VALUES], found[name][:VALUES])) for name in known)
    levels = {name: level_and_why for name, level_and_why in told if level_and_why}
    return Fields(
        fields=MappingProxyType(
            {name: weigh_field(weights, levels[name], name, (asked[name], found[name])) for name in levels}
        )
    )


def weigh_field(
    weights: FieldWeights, told: tuple[str, str], name: str, values: tuple[tuple[str, ...], tuple[str, ...]]
) -> Field:
    """Return what a field says that agrees on some level.

    Args:
        weights: of the sort of record.
        told: the level, and why.
        name: of the field.
        values: of both sides.
    """
    level, why = told
    worth, best = weights[name][level], max(weights[name].values())
    ours, theirs = (", ".join(some[:VALUES]) for some in values)
    evidence = Evidence(property=name, asked=ours, found=theirs, score=max(0.0, worth / best), why=why)
    return Field(level=level, worth=worth, evidence=evidence)


#: Compares the values of a field: how they agree and why; None if they say nothing.
_Comparison = Callable[[str, tuple[str, ...], tuple[str, ...]], tuple[str, str] | None]


def _dates(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    agreement = compare_dates(ours, theirs)
    return (agreement, WHY[agreement]) if agreement else None


def _sexes(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    mine, yours = _SEXES.intersection(ours), _SEXES.intersection(theirs)
    if not mine or not yours:
        return None
    return ("same", "the same") if mine & yours else ("other", "not the same")


def _countries(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str]:
    if not set(ours).isdisjoint(theirs):
        return "same", "one in common: weak evidence"
    return "other", "none in common: weak evidence, people have several"


def _names(name: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    mine, yours = part_forms({name: ours}, name), part_forms({name: theirs}, name)
    values = [weigh_names(one, other) for one in mine for other in yours]
    if not values:
        return None
    return ("same", "the same or nearly the same name") if max(values) >= LIKE else ("other", "another name")


def _numbers(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    mine, yours = set(_plain(ours)), set(_plain(theirs))
    if not mine or not yours:
        return None
    return ("same", "the same number") if mine & yours else ("other", "another number")


def _issuers(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str]:
    if not set(ours).isdisjoint(theirs):
        return "same", "the same country"
    return "other", "another country: what its register numbers is not comparable"


def _moments(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    """Compare days on which something happened to a thing; nobody puts 1 January for these."""
    agreement = compare_dates(ours, theirs)
    if agreement is None:
        return None
    same = agreement is Agreement.FIRST_OF_JANUARY and not set(ours).isdisjoint(theirs)
    return _MOMENTS[Agreement.SAME if same else agreement], WHY[Agreement.SAME if same else agreement]


_MOMENTS: Final = MappingProxyType(
    {
        Agreement.SAME: "same",
        Agreement.MONTH: "part",
        Agreement.YEAR: "part",
        Agreement.FIRST_OF_JANUARY: "part",
        Agreement.SWAPPED: "slip",
        Agreement.SLIP: "slip",
        Agreement.OTHER: "other",
    }
)


def _codes(_: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str]:
    return ("same", "the same") if not set(ours).isdisjoint(theirs) else ("other", "not the same")


def _wordings(name: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str] | None:
    told = {same_words(name, mine, yours) for mine in ours for yours in theirs} - {None}
    if not told:
        return None
    return ("same", "the same, as far as it is written alike") if True in told else ("other", "something else")


def _plain(numbers: tuple[str, ...]) -> Iterator[str]:
    return filter(None, (_SIGNS.sub("", number.upper()) for number in numbers))


_COMPARED: Final[Mapping[str, _Comparison]] = MappingProxyType(
    {
        "birth_date": _dates,
        "sex": _sexes,
        "nationality": _countries,
        "birth_country": _countries,
        "birth_place": _names,
        "father_name": _names,
        "mother_name": _names,
        "national_number": _numbers,
        "document_number": _numbers,
    }
)
#: Of vehicles, documents and organisations; numbers are compared by their schemes (`things.py`).
_OF_THINGS: Final[Mapping[str, _Comparison]] = MappingProxyType(
    {
        "registration_country": _issuers,
        "issuing_country": _issuers,
        "type": _codes,
        "category": _codes,
        "make": _wordings,
        "commercial_type": _wordings,
        "colour": _wordings,
        "legal_form": _wordings,
        "address": _wordings,
        "first_registration": _moments,
        "issue_date": _moments,
        "expiry_date": _moments,
        "founded_on": _moments,
    }
)
