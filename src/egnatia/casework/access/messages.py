"""Which messages say something of the person: sent, received or being written here; and what of them the letter tells.

What a message describes is compared as a record would be; in its words, a name is looked for as it is bent and in any
script, and the number of a document as it is spaced. Nobody asks partners by what messages say, so they have no keys.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from egnatia.casework.access.mentions import Likeness, people_in
from egnatia.casework.dispatch.paper import composition_of, labels_of
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.casework.page import MOST
from egnatia.casework.ports import Transaction
from egnatia.casework.requests import Applicant
from egnatia.match.names.running import Passage, passages
from egnatia.model.answer import Quality
from egnatia.model.dispatch import Thing
from egnatia.model.kinds import KINDS, Property
from egnatia.model.values import ValueType

#: So many messages are read, the newest first.
_READ: Final = 100_000
#: The parts of a message beside what it describes, by what people call them.
PARTS: Final[Mapping[str, str]] = {
    "title": "Subject",
    "text": "Text",
    "reason": "Why this partner",
    "urgency": "Why it cannot wait",
    "restriction": "Restriction",
    "facts": "Fields of the form",
    "attachments": "Attachments",
    "course": "History",
}
#: The better first.
_ORDER: Final = (Quality.FULL, Quality.CLOSE, Quality.POSSIBLE)
_DAYS: Final = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[./-] ?(?P<month>\d{1,2})[./-] ?(?P<year>\d{4})\b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a message, as the letter would tell it."""

    name: str  #: By which it is left out: `text`, `thing_1`.
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAbout:
    """A message that may say something of the person."""

    row: DispatchRow
    quality: Quality
    where: Mapping[str, str]  #: By the name of the part, the words that fit; of what is described, none.


@dataclass(slots=True)
class Written:
    """The messages that were found, and what was not looked at, in words."""

    found: list[WrittenAbout]
    limits: list[str]


def written_about(tx: Transaction, applicant: Applicant) -> Written:
    """Read all messages for a person, page by page; in a large register this takes seconds.

    Args:
        tx: to read in.
        applicant: whom the search is for.
    """
    made, likeness, read, attached = Written([], []), Likeness(applicant), 0, 0
    for row in _saying(tx):
        if read == _READ:
            made.limits.append(f"of messages, the newest {_READ} were read")
            break
        read, attached = read + 1, attached + len(row.attachments)
        if found := says_of(row, applicant, likeness):
            made.found.append(found)
    if attached:
        made.limits.append(f"of {attached} files attached to messages, the names were read and not what they say")
    made.found.sort(key=lambda one: _ORDER.index(one.quality))
    return made


def _saying(tx: Transaction) -> Iterator[DispatchRow]:
    beyond: int | None = None
    while True:
        page = tx.dispatches.saying(beyond, MOST)
        yield from page.rows
        beyond = page.next
        if beyond is None:
            return


def says_of(row: DispatchRow, applicant: Applicant, likeness: Likeness | None = None) -> WrittenAbout | None:
    """Return a message if it says something that fits the person; None if not, or nothing is left of it.

    Args:
        row: the message.
        applicant: whom the search is for.
        likeness: of the applicant, made once where many messages are read.
    """
    typed = _typed(row)
    if typed is None:
        return None
    found = list(_fits(row, typed, applicant, likeness or Likeness(applicant)))
    if not found:
        return None
    best = min((one.quality for one in found), key=_ORDER.index)
    return WrittenAbout(row=row, quality=best, where={one.part: one.words for one in found})


def parts_of(row: DispatchRow) -> tuple[Part, ...]:
    """Return what a message says, part by part; nothing if nothing is left of it."""
    typed = _typed(row)
    if typed is None:
        return ()
    things = (_thing_part(name, thing) for name, thing in _things(typed))
    return tuple(part for part in (*_texts(row, typed), *things) if part.words)


class _Fit(NamedTuple):
    """Where a message fits the person."""

    part: str
    quality: Quality
    words: str


def _fits(row: DispatchRow, typed: Composition, applicant: Applicant, likeness: Likeness) -> Iterator[_Fit]:
    things = dict(_things(typed))
    texts = {part.name: part.words for part in _texts(row, typed)}
    for name, thing in things.items():
        if quality := _described(thing, likeness):
            yield _Fit(name, quality, "")
    for name, words in (*texts.items(), *((name, _free(thing)) for name, thing in things.items())):
        if told := _told(words, likeness):
            yield _Fit(name, *told)
    for name, words in (*texts.items(), *((name, " ; ".join(_values(thing))) for name, thing in things.items())):
        if number := _number(words, applicant.documents):
            yield _Fit(name, Quality.CLOSE, number)


def _typed(row: DispatchRow) -> Composition | None:
    return composition_of(row) if row.dispatch or row.draft else None


def _texts(row: DispatchRow, typed: Composition) -> Iterator[Part]:
    others = {
        "facts": _said(typed.facts, labels_of(typed)),
        "attachments": "; ".join(one.name for one in row.attachments),
        "course": "; ".join(deed.reason for deed in row.deeds if deed.reason),
    }
    for name, label in PARTS.items():
        yield Part(name=name, label=label, words=others[name] if name in others else getattr(typed, name))


def _things(typed: Composition) -> Iterator[tuple[str, Thing]]:
    return ((f"thing_{number}", thing) for number, thing in enumerate(typed.things, 1))


def _thing_part(name: str, thing: Thing) -> Part:
    kind = KINDS.get(thing.kind)
    label = kind.label if kind else thing.kind
    return Part(name=name, label=label, words=_said(thing.properties, kind.properties if kind else {}))


def _said(values: Mapping[str, tuple[str, ...]], labels: Mapping[str, Property]) -> str:
    said = ((labels[name].label if name in labels else name, found) for name, found in values.items())
    return "; ".join(f"{label}: {', '.join(found)}" for label, found in said if any(found))


def _values(thing: Thing) -> tuple[str, ...]:
    return tuple(value for found in thing.properties.values() for value in found)


def _free(thing: Thing) -> str:
    """Return what is said of a thing in free words; whom its fields name is compared field by field."""
    fields = KINDS[thing.kind].properties if thing.kind in KINDS else {}
    free = (name for name in thing.properties if name not in fields or fields[name].type is ValueType.TEXT)
    return "; ".join(value for name in free for value in thing.properties[name])


def _described(thing: Thing, likeness: Likeness) -> Quality | None:
    found = [quality for quality in map(likeness.of, people_in(thing.kind, thing.properties)) if quality]
    return min(found, key=_ORDER.index, default=None)


def _told(words: str, likeness: Likeness) -> tuple[Quality, str] | None:
    """Return how well a text names the person, and by which words; the best of all its passages."""
    if not words or not likeness.names:
        return None
    days = tuple(day for day in likeness.asked.get("birth_date", ()) if day in _days(words))
    found = [(quality, one.words) for one in passages(words, likeness.names) if (quality := _fit(one, days, likeness))]
    return min(found, key=lambda one: _ORDER.index(one[0]), default=None)


def _fit(passage: Passage, days: tuple[str, ...], likeness: Likeness) -> Quality | None:
    """Judge one passage; one word alone of a longer name tells nobody, unless the day of birth stands there too."""
    if passage.lone and not days:
        return None
    born = {"birth_date": days} if days else {}
    quality = likeness.of({"full_name": (passage.words,), **born})
    return quality or (Quality.POSSIBLE if passage.whole else None)


def _days(words: str) -> frozenset[str]:
    return frozenset(
        f"{int(found['year']):04}-{int(found['month']):02}-{int(found['day']):02}"
        for pattern in _DAYS
        for found in pattern.finditer(words)
    )


def _number(words: str, numbers: tuple[str, ...]) -> str:
    """Return the first of the numbers that stands in a text, however it is spaced; empty if none does."""
    return next((number for number in numbers if _spaced(number).search(words)), "")


def _spaced(number: str) -> re.Pattern[str]:
    between = r"[\s./-]*".join(map(re.escape, re.sub(r"[\s./-]", "", number)))
    return re.compile(rf"(?<!\w){between}(?!\w)", re.IGNORECASE)
