"""Reads what an instrument allows for one kind of record: keys, reply, who confirms, clock, transport."""

from collections.abc import Callable
from dataclasses import dataclass

from egnatia.law.channels import Channel, Confirms, KeySet, Threshold, Transport
from egnatia.law.instruments import Connection, Entry
from egnatia.law.marks import Mark, weakest
from egnatia.law.parties import Parties, parse_connection
from egnatia.law.texts import parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.reading import Fields, listed, member, text, truth, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Within how many hours an answer is due."""

    hours: float | None = None
    urgent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What an instrument says for all its kinds, unless a kind says otherwise."""

    instrument: str
    name: str
    article: str
    mark: Mark
    parties: Parties
    clock: Clock
    connection: Connection | None
    threshold: Threshold | None = None


def parse_entry(name: str, value: object, path: str, defaults: Defaults) -> Entry:
    """Read one kind under one instrument.

    Raises:
        ParseError: an unknown kind or property, or clauses that contradict one another.
    """
    kind = KINDS.get(name)
    if kind is None or not kind.askable:
        raise ParseError(path, "not a kind that a question may ask for")
    fields = Fields(value, path)
    mark = fields.take_optional("mark", parse_mark) or defaults.mark
    connection = _parse_connection(fields, mark, defaults)
    if connection is None:
        raise ParseError(path, "neither it nor its instrument says since when it is operational")
    channel = _parse_channel(fields, kind, defaults, weakest(mark, connection.mark))
    fields.finish()
    _check(channel, path)
    return Entry(channel=channel, connection=connection)


def _parse_connection(fields: Fields, mark: Mark, defaults: Defaults) -> Connection | None:
    own = fields.take_optional(
        "operational", lambda found, where: parse_connection(found, where, defaults.parties, mark)
    )
    return own or defaults.connection


def _parse_channel(fields: Fields, kind: Kind, defaults: Defaults, mark: Mark) -> Channel:
    clock = fields.take_optional("clock", parse_clock) or defaults.clock
    statuses = kind.properties["status"].codes if "status" in kind.properties else frozenset[str]()
    return Channel(
        instrument=defaults.instrument,
        name=defaults.name,
        kind=kind.name,
        article=fields.take_optional("article", text(200)) or defaults.article,
        keys=fields.take("keys", listed(_key_set(kind.searchable))),
        also=fields.take("also", _also(kind.searchable)),
        exact=fields.take("exact", truth),
        reply=fields.take("reply", _names(frozenset(kind.properties))),
        statuses=fields.take_optional("statuses", _names(statuses)),
        confirms=fields.take("confirms", member(Confirms)),
        release=fields.take("release", truth),
        clock_hours=clock.hours,
        urgent_hours=clock.urgent,
        transport=fields.take("transport", member(Transport)),
        threshold=fields.take_optional("threshold", member(Threshold)) or defaults.threshold,
        rules=fields.take_optional("rules", text(60)) or "",
        mark=mark,
    )


def _check(channel: Channel, path: str) -> None:
    if not channel.keys:
        raise ParseError(f"{path}.keys", "empty: nobody could ask")
    if not channel.reply and not channel.release:
        raise ParseError(path, "neither a reply nor a release: nothing would ever be learned")
    if channel.reply and channel.transport is Transport.MANUAL:
        raise ParseError(path, "an automatic reply, yet a person answers")
    if channel.release and channel.confirms is Confirms.NOBODY:
        raise ParseError(path, "a release follows, yet nobody confirms")


def parse_clock(value: object, path: str) -> Clock:
    """Read within how many hours an answer is due, with the source of the figure.

    Raises:
        ParseError: not a positive number of hours, or no source.
    """
    fields = Fields(value, path)
    clock = Clock(hours=fields.take_optional("hours", _hours), urgent=fields.take_optional("urgent", _hours))
    fields.take("mark", parse_mark)
    fields.take("source", text(300))
    fields.finish()
    return clock


def _hours(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
        raise ParseError(path, "not a positive number of hours")
    return float(value)


def _names(known: frozenset[str]) -> Callable[[object, str], frozenset[str]]:
    """Build a parser of a list of names out of those that are known."""

    def parse(value: object, path: str) -> frozenset[str]:
        names = listed(text(60))(value, path)
        for name in names:
            if name not in known:
                raise ParseError(path, f"{name} is none of {', '.join(sorted(known)) or 'nothing'}")
        if len(set(names)) != len(names):
            raise ParseError(path, "a name stands twice")
        return frozenset(names)

    return parse


def _key_set(known: frozenset[str]) -> Callable[[object, str], KeySet]:
    """Build a parser of one set of keys: a list means all of them."""

    def parse(value: object, path: str) -> KeySet:
        if isinstance(value, list):
            of = _names(known)(value, path)
            return KeySet(least=len(of), of=of)
        fields = Fields(value, path)
        of = fields.take("of", _names(known))
        found = KeySet(least=fields.take("least", whole(1, len(of))), of=of)
        fields.finish()
        return found

    return parse


def _also(known: frozenset[str]) -> Callable[[object, str], frozenset[str] | None]:
    """Build a parser of what a question may name besides: a list, or `any`."""

    def parse(value: object, path: str) -> frozenset[str] | None:
        return None if value == "any" else _names(known)(value, path)

    return parse
