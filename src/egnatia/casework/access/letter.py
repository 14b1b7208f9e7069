"""The letter that answers a person, in plain words: what is on record, what was done, and whom to turn to.

What it contains is Directive (EU) 2016/680 (LED) Art. 14; where less is told, Art. 15(3); the remedies Arts 16, 17, 52
and 54. A letter about nothing and a letter about what may not be told, and not even that it is there, are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from html import escape
from types import MappingProxyType
from typing import Final

from egnatia.casework.access.messages import Part
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.requests import Finding, Outcome, Request, Telling, Wish
from egnatia.exchange.states import DispatchState
from egnatia.law.access import Remedies, Restriction
from egnatia.model.caveat import Nature
from egnatia.model.question import Question
from egnatia.model.record import Record

_GROUNDS: Final[Mapping[Restriction, str]] = MappingProxyType(
    {
        Restriction.INQUIRY: "telling it would obstruct an inquiry, an investigation or a procedure",
        Restriction.OFFENCE: "telling it would prejudice preventing, investigating or prosecuting an offence",
        Restriction.PUBLIC_SECURITY: "public security must be protected",
        Restriction.NATIONAL_SECURITY: "national security must be protected",
        Restriction.OTHERS: "the rights and freedoms of other people must be protected",
    }
)

_WISHES: Final[Mapping[Wish, str]] = MappingProxyType(
    {
        Wish.ACCESS: "You asked which data we hold about you.",
        Wish.RECTIFICATION: "You asked us to put right what we hold about you.",
        Wish.ERASURE: "You asked us to erase what we hold about you.",
        Wish.RESTRICTION: "You asked us to restrict the use of what we hold about you.",
    }
)

#: Said in every letter, so that it says nothing in any of them.
_NEITHER: Final = (
    "The law may forbid us to tell a person of some data, and to say whether there are any (Directive (EU) 2016/680, "
    "Article 15). Whether there are such data about you, this letter does not say."
)


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Done(StrEnum):
    """What was done about a record since the request came."""

    CONTESTED = "We marked it as contested by you."
    SETTLED = "We looked into what you contested."
    RESTRICTED = "We restricted its use."
    RECTIFIED = "We put it right."
    ERASED = "We erased it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One record of which the letter tells."""

    record: Record
    finding: Finding
    agency: str  #: Who made it, by the name that people know.
    recipients: tuple[str, ...]  #: To whom it, or part of it, was given.


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldQuestion:
    """One question about the person of which the letter tells."""

    question: Question
    asker: str  #: By the name that people know.
    partner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMessage:
    """One message about the person of which the letter tells."""

    row: DispatchRow
    finding: Finding
    sender: str  #: By the name that people know.
    recipient: str
    parts: tuple[Part, ...]  #: Those that are told.


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that a letter is written from."""

    request: Request
    agency: str
    remedies: Remedies
    today: date
    outcome: Outcome
    told: tuple[Told, ...] = ()
    asked: tuple[ToldQuestion, ...] = ()
    written: tuple[ToldMessage, ...] = ()
    stated: tuple[Restriction, ...] = ()  #: Grounds on which something is not told, and that is said.
    done: tuple[Done, ...] = ()
    words: str = ""  #: Why something that was asked for was not done.


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it can be printed."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with paragraphs and a list."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()


def write_letter(contents: Contents) -> Letter:
    """Write the letter, as text and as a page that can be printed."""
    request = contents.request
    title = f"Answer to your request of {_day(request.received_at)}"
    head = (contents.agency, _day(contents.today), request.applicant.name, *request.applicant.address.splitlines())
    reference = f"Reference {request.id}"
    parts = tuple(_parts(contents))
    return Letter(text=_as_text((title, reference), head, parts), html=_as_html((title, reference), head, parts))


def _parts(contents: Contents) -> Iterator[_Part]:
    yield _Part(_WISHES[contents.request.wish], tuple(_opening(contents)))
    for number, told in enumerate(contents.told, 1):
        yield _Part(f"{number}. {told.record.definition.label}", tuple(_about(told)), tuple(_data(told)))
    if contents.asked:
        yield _Part("What was asked about you", (), tuple(map(_question, contents.asked)))
    for number, one in enumerate(contents.written, len(contents.told) + 1):
        items = tuple(f"{part.label}: {part.words}" for part in one.parts)
        yield _Part(f"{number}. Message of {_day(one.row.at)}", tuple(_message(one)), items)
    if contents.done or contents.words:
        words = (contents.words,) if contents.words else ()
        yield _Part("What we did", (*(str(one) for one in dict.fromkeys(contents.done)), *words))
    if contents.outcome not in (Outcome.UNPROVEN, Outcome.EXCESSIVE):
        yield _Part("What we may not tell", (*map(_withheld, contents.stated), _NEITHER))
    yield _Part("What you can do", tuple(_remedies(contents.remedies)))


def _opening(contents: Contents) -> Iterator[str]:
    match contents.outcome:
        case Outcome.UNPROVEN:
            yield (
                "We could not make sure that you are the person whose data are asked for, so we tell nothing. Please "
                "come to us with a document, or send a certified copy of one (Directive (EU) 2016/680, Article 12(5))."
            )
        case Outcome.EXCESSIVE:
            yield (
                "We do not act on this request: it is manifestly unfounded or excessive, such as the same request "
                "again after a short time (Directive (EU) 2016/680, Article 12(4))."
            )
        case Outcome.TOLD | Outcome.PART:
            yield "We hold the data about you that are listed here."
        case Outcome.NOTHING | Outcome.WITHHELD:
            yield "There are no data about you of which we can tell you."


def _about(told: Told) -> Iterator[str]:
    record, caveat = told.record, told.record.caveat
    nature = "somebody's assessment" if caveat.nature is Nature.ASSESSMENT else "a fact"
    yield f"Recorded by {told.agency} on {_day(record.recorded_at)} as {nature}. Your part in it: {caveat.role}."
    purposes = ", ".join(sorted(caveat.purposes)).replace("_", " ")
    yield f"It may be used for: {purposes}. It is kept until {_day(caveat.retain_until)}."
    if caveat.contested:
        yield "It is marked as contested by you."
    given = ", ".join(told.recipients)
    yield f"It, or part of it, was given to: {given}." if given else "It was given to nobody."
    yield from _less(told.finding)


def _less(finding: Finding) -> Iterator[str]:
    if finding.telling is Telling.PART and finding.stated and finding.ground:
        yield f"Part of it is not told: {_GROUNDS[finding.ground]}."


def _message(told: ToldMessage) -> Iterator[str]:
    row = told.row
    if row.state in (DispatchState.DRAFT, DispatchState.PENDING, DispatchState.BY_HAND):
        yield f"{told.sender} is writing it to {told.recipient}; it has not been sent."
    else:
        yield f"{told.sender} wrote it to {told.recipient}."
    if row.purpose:
        yield f"Purpose: {str(row.purpose).replace('_', ' ')}."
    yield from _less(told.finding)


def _question(told: ToldQuestion) -> str:
    question = told.question
    said = "; ".join(", ".join(values) for values in question.properties.values())
    purpose = str(question.purpose).replace("_", " ")
    return f"On {_day(question.asked_at)}, {told.asker} asked {told.partner} about: {said}. Purpose: {purpose}."


def _data(told: Told) -> Iterator[str]:
    for name, values in told.record.properties.items():
        if name not in told.finding.without:
            yield f"{told.record.definition.properties[name].label}: {'; '.join(values)}"


def _withheld(ground: Restriction) -> str:
    return f"There are data about you of which we do not tell you: {_GROUNDS[ground]}."


def _remedies(remedies: Remedies) -> Iterator[str]:
    yield (
        "If something here is wrong, ask us to put it right, to erase it or to restrict its use (Article 16). Tell us "
        "what is wrong and, if you can, how it can be checked."
    )
    authority = remedies.authority or "the data protection authority"
    yield (
        f"You can complain to {authority} (Article 52). It can also look on your behalf at what we may not tell you, "
        "and check that it is lawful (Article 17). Both cost nothing."
    )
    yield "You can go to court against this answer (Article 54)."


def _day(value: date | datetime) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _as_text(titles: Sequence[str], head: Sequence[str], parts: Sequence[_Part]) -> str:
    blocks = ["\n".join(head), "\n".join(titles)]
    for part in parts:
        items = "\n".join(f"  - {item}" for item in part.items)
        blocks += [part.heading, *part.paragraphs, *([items] if items else [])]
    return "\n\n".join(blocks) + "\n"


def _as_html(titles: Sequence[str], head: Sequence[str], parts: Sequence[_Part]) -> str:
    def written() -> Iterator[str]:
        yield f"<address>{'<br>'.join(map(escape, head))}</address>"
        yield f"<h1>{escape(titles[0])}</h1><p>{escape(titles[1])}</p>"
        for part in parts:
            yield f"<h2>{escape(part.heading)}</h2>"
            yield from (f"<p>{escape(words)}</p>" for words in part.paragraphs)
            if part.items:
                yield f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in part.items)}</ul>"

    return _PAGE.format(title=escape(titles[0]), body="\n".join(written()))


_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:12pt/1.5 serif;max-width:42em;margin:2em auto;padding:0 1em}}h1{{font-size:1.2em}}h2{{font-size:1em}}
address{{font-style:normal}}@media print{{body{{margin:0}}}}</style></head>
<body>
{body}
</body>
</html>
"""
