"""Writes `docs/reference/law.md` from instruments, policies and offences, so that the page never tells anything else.

Run it after a change of anything in `src/egnatia/law/`; a test compares.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from egnatia.law.channels import Asks, Channel, Confirms, Threshold, Transport
from egnatia.law.decide import load_law
from egnatia.law.facts import Action
from egnatia.law.instruments import Connection, Entry, Instrument, Terms
from egnatia.law.policies import Permit
from egnatia.model.caveat import Purpose

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "law.md"
BOOK = load_law().book

INTRODUCTION = """\
# Instruments, conditions and offences

This page is written by `scripts/law_reference.py` from `src/egnatia/law/`; do not edit it. How a decision comes
about stands in [explanation/law.md](../explanation/law.md).

**It is not legal advice.** It shows what the software holds to be so, and how sure that is:

| mark | meaning |
| --- | --- |
| S | read in a public source |
| M-high | from memory, about 90 % or more |
| M-med | from memory, about 75 % |
| M-low | from memory or by construction: check before relying on it |

A mark of a kind is that of its weakest fact: an instrument that was read, with a day of connection that nobody
confirmed, is M-low. Whoever runs a node checks the rows that concern it against the depositary, and corrects
`instruments.yaml`; a channel whose day of entry into force or connection is not known stays closed.
"""

CONDITIONS = """
## Conditions

What can be missing once a channel is open, in the words that the officer reads. Texts:
`src/egnatia/law/policies/<action>/conditions.cedar`.
"""

OFFENCES = """
## Offences

Categories, not charges. *one year or more*, *over one year* and *four years* are maximum penalties for the usual form
of the offence; nobody compared the criminal codes of all states of the network for this table.
"""


def page() -> str:
    """Return the whole page."""
    instruments = (line for found in BOOK.instruments.values() for line in _instrument(found))
    return "\n".join([INTRODUCTION, *_overview(), *instruments, *_conditions(), *_offences(), ""])


def _overview() -> Iterator[str]:
    yield "## All instruments\n"
    rows = (
        (
            f"[{found.name}](#{_anchor(found.name)})",
            f"`{found.id}`",
            _between(found),
            ", ".join(found.entries),
            found.mark,
        )
        for found in BOOK.instruments.values()
    )
    yield from _table(("instrument", "id", "between", "kinds", "mark"), rows)


def _instrument(instrument: Instrument) -> Iterator[str]:
    yield f"\n## {instrument.name}\n"
    yield f"{instrument.title}.\n"
    yield f"Source: {instrument.source} [{instrument.mark}]. Between {_between(instrument)}.{_limits(instrument)}\n"
    yield from _table(
        ("party", "signed", "in force", "until", "mark", "note"),
        (_party(name, terms) for name, spells in sorted(instrument.parties.items()) for terms in spells),
    )
    yield ""
    yield from _table(
        ("kind", "article", "asked by", "answer", "then", "for", "operational", "mark"),
        (_kind(instrument, name, entry) for name, entry in instrument.entries.items()),
    )


_ENOUGH = {
    Threshold.AT_LEAST_ONE_YEAR: "Only for offences that carry one year or more",
    Threshold.MORE_THAN_ONE_YEAR: "Only for offences that carry more than one year",
}


def _limits(instrument: Instrument) -> str:
    limits = [
        (" Only a judicial authority may ask.", instrument.judicial),
        (f" {_ENOUGH[instrument.threshold]}." if instrument.threshold else "", True),
        (" Not between two member states of the Union.", bool(instrument.except_within)),
        (" A safeguard for transfers to third countries (LED Art. 37).", instrument.safeguard),
    ]
    return "".join(words for words, holds in limits if holds) + _watching(instrument) + _incomplete(instrument)


def _incomplete(instrument: Instrument) -> str:
    """Say what the instrument says and the software does not state yet."""
    if not instrument.incomplete:
        return ""
    return f" **Not stated yet, so that nothing of it can be open:** {'. '.join(instrument.incomplete)}."


def _watching(instrument: Instrument) -> str:
    """Say for what a question may stay."""
    watch = instrument.watch
    if watch is None:
        return " No question stays (watch)."
    kinds, purposes = ", ".join(sorted(watch.kinds)), ", ".join(sorted(watch.purposes))
    stays = f" A question about {kinds} may stay (watch) for {purposes}: {watch.article} [{watch.mark}]."
    return stays + _overlapping(instrument)


def _overlapping(instrument: Instrument) -> str:
    """Say who may be told that two look for the same."""
    told, learns = instrument.overlap, instrument.coordination
    words = f" Who looks for the same may be told, where both let it: {told.article} [{told.mark}]." if told else ""
    return words + (f" {instrument.hub} may learn of it: {learns.article} [{learns.mark}]." if learns else "")


def _between(instrument: Instrument) -> str:
    if instrument.hub:
        way = {Asks.HUB: f", which {instrument.hub} asks", Asks.OTHERS: f", which asks {instrument.hub}"}
        return f"{instrument.hub} and another party{way.get(instrument.asks, '')}"
    return "any two parties" if instrument.anyone else "states"


def _party(name: str, terms: Terms) -> tuple[str, ...]:
    days = ("custom", "custom") if terms.custom else (_day(terms.signed), _day(terms.in_force))
    return name, *days, _day(terms.until) if terms.until else "", terms.mark, terms.note


def _day(day: date | None) -> str:
    return day.isoformat() if day else "not known"


def _kind(instrument: Instrument, name: str, entry: Entry) -> tuple[str, ...]:
    channel = entry.channel
    return (
        name,
        channel.article,
        _keys(channel),
        _answer(channel),
        _then(channel),
        ", ".join(_purposes(instrument, name)),
        _operational(entry.connection),
        channel.mark,
    )


def _keys(channel: Channel) -> str:
    ways = "; or ".join(map(str, channel.keys))
    besides = "anything" if channel.also is None else ", ".join(sorted(channel.also))
    rules = f"; compared by `{channel.rules}`" if channel.rules else ""
    return f"{ways}{f'; besides {besides}' if besides else ''}{'; complete values' if channel.exact else ''}{rules}"


def _answer(channel: Channel) -> str:
    clock = f", within {channel.clock_hours:g} h" if channel.clock_hours else ""
    urgent = f" ({channel.urgent_hours:g} h if urgent)" if channel.urgent_hours else ""
    if channel.transport is Transport.MANUAL:
        return f"a person answers{clock}{urgent}"
    reply = ", ".join(sorted(channel.reply)) or "reference, quality class and instrument only"
    limit = f"; only what is {', '.join(sorted(channel.statuses))}" if channel.statuses else ""
    return f"automatic{clock}{urgent}: {reply}{limit}"


def _then(channel: Channel) -> str:
    confirms = "nobody confirms" if channel.confirms is Confirms.NOBODY else f"the {channel.confirms} confirms"
    return f"{confirms}, {'a release may follow' if channel.release else 'nothing follows'}"


def _purposes(instrument: Instrument, kind: str) -> Iterator[str]:
    """Yield the purposes that the permit's own text names."""
    permit = next(
        found for found in BOOK.permits[Action.ASK] if (found.instrument, found.kind) == (instrument.id, kind)
    )
    named = _named(permit)
    yield from (purpose for purpose in Purpose if f"'{purpose}'" in named)
    yield from (f"only {words}" for fact, words in _SCOPES.items() if fact in named)
    own = instrument.entries[kind].channel.threshold
    if own is not instrument.threshold and own is not None:
        yield _ENOUGH[own].lower().removesuffix(" for")


_SCOPES = {
    "europol_area": "crime areas of Europol",
    "serious": "offences of four years or more",
}


def _named(permit: Permit) -> str:
    return repr(permit.node.clauses)


def _operational(connection: Connection) -> str:
    parts = [f"since {connection.since}"] if connection.since else []
    parts += [f"{name} {_day(day)}" for name, day in sorted(connection.parties.items())]
    words = ", ".join(parts) or "not yet"
    return f"{words} [{connection.mark}]{f': {connection.because}' if connection.because else ''}"


def _conditions() -> Iterator[str]:
    yield CONDITIONS
    for action in Action:
        yield f"### To {action}\n"
        yield from _table(("missing", "policy"), ((forbid.words, f"`{forbid.id}`") for forbid in BOOK.forbids[action]))
        yield ""


def _offences() -> Iterator[str]:
    yield OFFENCES
    rows = (
        (
            f"`{code}`",
            found.label,
            found.europol or "",
            found.eaw or "",
            _yes(found.at_least_one_year),
            _yes(found.over_one_year),
            _yes(found.serious),
            found.mark,
        )
        for code, found in BOOK.offences.items()
    )
    penalties = ("one year or more", "over one year", "four years")
    yield from _table(("code", "offence", "Europol Annex I", "arrest warrant", *penalties, "mark"), rows)


def _yes(holds: bool) -> str:  # noqa: FBT001 - a cell of a table
    return "yes" if holds else "no"


def _anchor(name: str) -> str:
    return "".join(char for char in name.lower().replace(" ", "-") if char.isalnum() or char == "-")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
