"""The engine that compares vehicles, documents and organisations: their numbers and names, then all that both know."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.match.engine import Properties, Term
from egnatia.match.identifiers.engine import IdentifierEngine, compare_identifiers
from egnatia.match.identifiers.parameters import DIFFERENT, EQUAL, FOLDED, OTHER
from egnatia.match.names.align import name_probability
from egnatia.match.names.compare import Meeting, explain, meet_companies, summarise
from egnatia.match.names.forms import acronym_forms, company_forms
from egnatia.match.names.keys import name_terms
from egnatia.match.names.parameters import LONE
from egnatia.match.records.fields import Field, compare_fields, weigh_field
from egnatia.match.records.parameters import CLOSE, FULL, LEAST, POSSIBLE_THING
from egnatia.match.records.weights import FieldWeights, field_weights
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

#: How numbers agree, as `fields.yaml` has it.
_LEVELS: Final = MappingProxyType({EQUAL: "same", FOLDED: "look_alike", OTHER: "slip", DIFFERENT: "other"})
#: From the best on, with the evidence that each needs, in nats.
_CLASSES: Final = ((Quality.FULL, FULL), (Quality.CLOSE, CLOSE), (Quality.POSSIBLE, POSSIBLE_THING))
_RANKS: Final = tuple(quality for quality, _ in _CLASSES)
#: What a thing's best number can make of a hit at most, whatever else agrees.
_AT_MOST: Final = MappingProxyType({"same": Quality.FULL, "look_alike": Quality.CLOSE, "slip": Quality.POSSIBLE})
_NUMBERS: Final = IdentifierEngine()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Everything that two things say together."""

    numbers: tuple[Field, ...]
    rest: tuple[Field, ...]
    meeting: Meeting | None

    @property
    def name(self) -> float:
        """What the names say; one word alone is weak, unless a number agrees."""
        if self.meeting is None:
            return 0.0
        evidence = self.meeting.evidence
        return min(evidence, LONE) if self.meeting.lone and not self.levels & {"same"} else evidence

    @property
    def levels(self) -> frozenset[str]:
        """How the numbers that a question may name agree."""
        return frozenset(field.level for field in self.numbers)

    @property
    def total(self) -> float:
        """The sum of all, in nats."""
        return self.name + sum(field.worth for field in (*self.numbers, *self.rest))


class ThingEngine:
    """Compares vehicles, documents and organisations by the sum of what their numbers, names and fields say."""

    name = "things/1"

    def __init__(self, weights: FieldWeights | None = None) -> None:
        """Take what the agreement of fields is worth, for one sort of record; None: of each as it ships."""
        self._weights = weights

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return the keys of every number that a question may name, and of every name of an organisation."""
        return _NUMBERS.terms(kind, properties) | _named(properties)

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:
        """Return the keys that a question looks up; numbers inexactly only where the instrument allows it."""
        return _NUMBERS.probes(kind, asked, exact=exact) | _named(asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge by the sum; what a number or a name can make of a hit at most bounds it.

        Exact means that every number and every word that both sides name is the same; what else is known about the
        thing is told, and refuses nothing: the instrument names what is compared.
        """
        compared = compare_things(kind, asked, found, self._weights, exact=exact)
        bound = _bound(compared, exact=exact)
        reached = [quality for quality, least in _CLASSES if compared.total >= least]
        evidence = _told(compared, hit=bool(bound))
        value = name_probability(compared.total) if evidence else 0.0
        if bound is None or not (reached or exact):
            return miss(self.name, min(value, _NO_HIT), evidence, near=_near(compared))
        quality = bound if exact else max(bound, reached[0], key=_RANKS.index)
        return Score(value=value, quality=quality, evidence=evidence, engine=self.name)


def _named(properties: Properties) -> frozenset[Term]:
    """Return the keys of an organisation's names, and of what they may be shortened to."""
    short = [
        Term(scheme="company", key=bones) for form in acronym_forms(properties) for bones in form.words[0].skeletons
    ]
    return name_terms(company_forms(properties), "company") | frozenset(short)


#: What is no hit is worth no more, so that it stands behind every hit.
_NO_HIT: Final = 0.25


def compare_things(
    kind: Kind, asked: Properties, found: Properties, weights: FieldWeights | None = None, *, exact: bool = False
) -> Compared:
    """Compare everything that two things of a kind tell.

    Args:
        kind: of both.
        asked: what the question names, or one of two records.
        found: the record, or the other one.
        weights: what agreement is worth; None: as it ships.
        exact: whether complete numbers only may agree.
    """
    weights = weights or field_weights(kind.name)
    told = compare_identifiers(kind, asked, found, exact=exact, every=not exact)
    fields = {
        item.property: weigh_field(
            weights, (_LEVELS[item.score], item.why), item.property, ((item.asked,), (item.found,))
        )
        for item in told
        if item.property in weights
    }
    numbers = tuple(field for name, field in fields.items() if name in kind.searchable)
    others = tuple(field for name, field in fields.items() if name not in kind.searchable)
    rest = compare_fields(asked, found, kind.name, weights).fields.values()
    return Compared(numbers=numbers, rest=(*others, *rest), meeting=meet_companies(asked, found))


def _bound(compared: Compared, *, exact: bool) -> Quality | None:
    """Return what the numbers and names can make of a hit at most; None: nothing that finds agrees.

    A number that agrees beside one that does not is a doubtful hit: a stolen plate on another car.
    """
    meeting, levels = compared.meeting, compared.levels
    agreeing = [quality for level, quality in _AT_MOST.items() if level in levels]
    unlike = meeting is not None and (not meeting.equal if exact else meeting.evidence < LEAST)
    if not agreeing:
        named = meeting is not None and not unlike and compared.name >= POSSIBLE_THING
        contradicted = "other" in levels
        return None if not named or (exact and contradicted) else _without(Quality.CLOSE, doubt=contradicted)
    if exact and unlike:
        return None
    return _without(Quality.CLOSE if unlike else agreeing[0], doubt="other" in levels)


def _without(quality: Quality, *, doubt: bool) -> Quality:
    return Quality.POSSIBLE if doubt else quality


def _near(compared: Compared) -> bool:
    """Tell whether another wording of a question might make a hit of it."""
    agrees = not compared.levels.isdisjoint(_AT_MOST)
    return agrees or (compared.meeting is not None and compared.name >= POSSIBLE_THING)


def _told(compared: Compared, *, hit: bool) -> tuple[Evidence, ...]:
    """Say what everything is worth; the words of names one by one for hits only, most candidates are none."""
    meeting = compared.meeting
    names: Iterable[Evidence] = ()
    if meeting is not None:
        names = explain(meeting) if hit else (summarise(meeting, "not alike enough"),)
    return (*(field.evidence for field in compared.numbers), *names, *(field.evidence for field in compared.rest))
