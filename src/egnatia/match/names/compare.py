"""Compares the names of a question with those of a record, and says which word met which."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, product
from typing import TypeAlias

from egnatia.match.engine import Properties
from egnatia.match.names.align import Alignment, align, name_probability, weigh_names
from egnatia.match.names.families import families
from egnatia.match.names.forms import PARTS, Form, acronym_forms, company_forms, part_forms, person_forms
from egnatia.match.names.parameters import ACRONYM, COMPARED, MET
from egnatia.match.names.tokens import Token
from egnatia.match.scores import Evidence

#: The names of one side.
Forms: TypeAlias = tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The two names, one of each side, that agree best."""

    ours: Form
    theirs: Form
    evidence: float  #: Log-likelihood ratio of one person to two, in nats.

    @property
    def alignment(self) -> Alignment:
        """Which word met which; found out only where somebody asks."""
        return align(self.ours, self.theirs)

    @property
    def lone(self) -> bool:
        """Whether one of the names is a single word."""
        return min(len(self.ours.words), len(self.theirs.words)) == 1

    @property
    def equal(self) -> bool:
        """Whether every word of each name met one that sounds the same."""
        mine, yours = self.ours.words, self.theirs.words
        return len(mine) == len(yours) and all(
            _same(mine[here], yours[there]) for here, there, _ in self.alignment.pairs
        )


def meet_persons(asked: Properties, found: Properties) -> Meeting | None:
    """Compare the names of two persons; None if a side has none.

    If only one part of a name, first or family, is known to either side, it is compared with the same part alone.
    """
    whole = _best(person_forms(asked), person_forms(found))
    shared = [part for part in PARTS if asked.get(part) and found.get(part)]
    if whole is None or len(shared) != 1:
        return whole
    part = _best(part_forms(asked, shared[0]), part_forms(found, shared[0]))
    return max(whole, part, key=_rank) if part else whole


def meet_companies(asked: Properties, found: Properties) -> Meeting | None:
    """Compare the names of two organisations; None if a side has none.

    A word alone may be what the other side's name is shortened to; two shortened names are never compared.
    """
    ours, theirs = company_forms(asked), company_forms(found)
    whole = _best(ours, theirs)
    if whole is None or not (_lone(ours) or _lone(theirs)):
        return whole
    shortened = [_best(_lone(ours), acronym_forms(found)), _best(acronym_forms(asked), _lone(theirs))]
    return max([whole, *(some for some in shortened if some and some.equal)], key=_rank)


def _lone(forms: Forms) -> Forms:
    least, most = ACRONYM
    return tuple(form for form in forms if len(form.words) == 1 and least <= len(form.words[0].text) <= most)


def _best(ours: Forms, theirs: Forms) -> Meeting | None:
    if len(ours) == len(theirs) == 1:
        return _meet(ours[0], theirs[0])
    return max((_meet(mine, yours) for mine, yours in _worthwhile(ours, theirs)), key=_rank, default=None)


def _meet(ours: Form, theirs: Form) -> Meeting:
    return Meeting(ours=ours, theirs=theirs, evidence=weigh_names(ours, theirs))


def _rank(meeting: Meeting) -> tuple[float, bool]:
    return meeting.evidence, not meeting.lone


def _worthwhile(ours: Forms, theirs: Forms) -> Iterator[tuple[Form, Form]]:
    """List pairs of names, first ones first, until enough words are compared; the same pairs from either side."""
    ranks = sorted(product(range(len(ours)), range(len(theirs))), key=sum)
    spent = 0
    for _, places in groupby(ranks, key=sum):
        pairs = [(ours[here], theirs[there]) for here, there in places]
        yield from pairs
        spent += sum(len(mine.words) * len(yours.words) for mine, yours in pairs)
        if spent > COMPARED:
            return


def summarise(meeting: Meeting, why: str) -> Evidence:
    """Say of two names as a whole how alike they are."""
    return Evidence(
        property=meeting.ours.properties[0],
        asked=meeting.ours.text,
        found=meeting.theirs.text,
        score=name_probability(meeting.evidence),
        why=why,
    )


def explain(meeting: Meeting) -> Iterator[Evidence]:
    """Say of each word which one it met and why; words that met nobody stand alone."""
    ours, theirs, found = meeting.ours, meeting.theirs, meeting.alignment
    if found.joined:
        yield summarise(meeting, "alike when the words are run together")
        return
    for here, there, value in found.pairs:
        mine, yours = ours.words[here], theirs.words[there]
        why = _why(mine, yours, value)
        yield Evidence(property=ours.properties[here], asked=mine.text, found=yours.text, score=value, why=why)
    yield from _unmet(meeting, found)


def _unmet(meeting: Meeting, found: Alignment) -> Iterator[Evidence]:
    here = {place for place, _, _ in found.pairs}
    there = {place for _, place, _ in found.pairs}
    for place, word in enumerate(meeting.ours.words):
        if place not in here:
            name = meeting.ours.properties[place]
            yield Evidence(
                property=name, asked=word.text, found="", score=0.0, why="no word of the record is left for it"
            )
    for place, word in enumerate(meeting.theirs.words):
        if place not in there:
            name = meeting.theirs.properties[place]
            yield Evidence(property=name, asked="", found=word.text, score=0.0, why="the question has no such word")


def _why(mine: Token, yours: Token, value: float) -> str:
    if mine.text == yours.text:
        return "the same word"
    if _same(mine, yours):
        return "sounds the same in another spelling or script"
    if mine.initial or yours.initial:
        return "an initial that fits" if value > MET else "another initial"
    if not set(families(mine.sounds)).isdisjoint(families(yours.sounds)):
        return "forms of one name"
    if not set(mine.skeletons).isdisjoint(yours.skeletons):
        return "the same consonants"
    return "similar" if value >= MET else "not alike"


def _same(mine: Token, yours: Token) -> bool:
    return mine is yours or not set(mine.spoken).isdisjoint(yours.spoken)
