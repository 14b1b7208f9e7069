"""Reads `instruments.yaml` strictly: a contradiction in it keeps the node from starting."""

from collections.abc import Callable, Mapping
from itertools import product
from types import MappingProxyType

from egnatia.law.channels import Asks, Threshold, Transport
from egnatia.law.entries import Clock, Defaults, parse_clock, parse_entry
from egnatia.law.errors import DataError
from egnatia.law.instruments import Entry, Instrument, Watching
from egnatia.law.memberships import Memberships, Period
from egnatia.law.parties import items, parse_connection, parse_parties
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, distinct, listed, member, text, truth

#: What is taken of the body (LED Art. 10).
BIOMETRIC = frozenset({"dna", "print"})


def load_instruments(texts: Texts, memberships: Memberships) -> Mapping[str, Instrument]:
    """Read every instrument, in the order of the file.

    Raises:
        DataError: something is missing, unknown, or contradicts something else; names the place.
    """
    try:
        fields = Fields(texts.data("instruments.yaml"), "")
        fields.take_optional("shared", lambda value, _: value)
        found = fields.take("instruments", lambda value, path: _parse_all(value, path, memberships))
        fields.finish()
    except ParseError as error:
        raise DataError(f"instruments.yaml {error.path}", error.problem) from error
    return MappingProxyType(found)


def _parse_all(value: object, path: str, memberships: Memberships) -> dict[str, Instrument]:
    return {name: _parse_instrument(name, found, place, memberships) for name, found, place in items(value, path)}


def _parse_instrument(name: str, value: object, path: str, memberships: Memberships) -> Instrument:
    fields = Fields(value, path)
    mark = fields.take("mark", parse_mark)
    hub, asks, anyone = fields.take("between", _parse_between)
    parties = fields.take("parties", lambda found, where: parse_parties(found, where, mark, memberships))
    defaults = Defaults(
        instrument=name,
        name=fields.take("name", text(60)),
        article=fields.take("article", text(200)),
        mark=mark,
        parties=parties,
        clock=fields.take_optional("clock", parse_clock) or Clock(),
        connection=fields.take_optional(
            "operational", lambda found, where: parse_connection(found, where, parties, mark)
        ),
        threshold=fields.take_optional("threshold", member(Threshold)),
    )
    instrument = Instrument(
        id=name,
        name=defaults.name,
        title=fields.take("title", text(300)),
        source=fields.take("source", text(300)),
        mark=mark,
        hub=hub,
        asks=asks,
        anyone=anyone,
        parties=parties,
        entries=fields.take_optional("kinds", _parse_kinds(defaults)) or {},
        except_within=fields.take_optional("except_within", _parse_union(memberships)) or {},
        judicial=fields.take_optional("judicial", truth) or False,
        safeguard=fields.take("safeguard", truth),
        threshold=defaults.threshold,
        incomplete=tuple(fields.take_optional("incomplete", listed(text(300))) or ()),
        watch=fields.take_optional("watch", _parse_watching),
        overlap=fields.take_optional("overlap", _parse_watching),
        coordination=fields.take_optional("coordination", _parse_watching),
    )
    fields.finish()
    return _checked(instrument, path)


def _parse_kinds(defaults: Defaults) -> Callable[[object, str], Mapping[str, Entry]]:
    """Build the parser of what an instrument says of each kind."""

    def parse(value: object, path: str) -> Mapping[str, Entry]:
        return {kind: parse_entry(kind, entry, place, defaults) for kind, entry, place in items(value, path)}

    return parse


def _parse_watching(value: object, path: str) -> Watching:
    """Read for which kinds and purposes an instrument knows questions that stay, and by which article."""
    fields = Fields(value, path)
    watch = Watching(
        kinds=frozenset(fields.take("kinds", distinct(text(60)))),
        purposes=frozenset(fields.take("purposes", distinct(member(Purpose)))),
        article=fields.take("article", text(200)),
        mark=fields.take("mark", parse_mark),
    )
    fields.finish()
    return watch


def _checked(instrument: Instrument, path: str) -> Instrument:
    """Refuse what cannot be: watches of what a person answers or of biometrics; a day for what is not whole."""
    _refuse_day_of_the_incomplete(instrument, path)
    for kind in sorted(instrument.watch.kinds if instrument.watch else ()):
        entry = instrument.entries.get(kind)
        if entry is None or entry.channel.transport is not Transport.AUTOMATIC:
            raise ParseError(f"{path}.watch.kinds", f"{kind} is answered by no machine under this instrument")
        if kind in BIOMETRIC:
            raise ParseError(f"{path}.watch.kinds", f"nobody watches for {kind}: it would be kept to compare with all")
    _refuse_loose_overlap(instrument, path)
    return instrument


def _refuse_loose_overlap(instrument: Instrument, path: str) -> None:
    """Refuse overlaps of questions that do not stay, and a coordinator who is no body."""
    rows = {"overlap": instrument.overlap, "coordination": instrument.coordination}
    for name, row in rows.items():
        for kind, purpose in product(sorted(row.kinds), sorted(row.purposes)) if row else ():
            if not instrument.knows_watch(kind, purpose):
                raise ParseError(
                    f"{path}.{name}", f"no question about {kind} for {purpose} stays under this instrument"
                )
    if instrument.coordination and (instrument.hub is None or not instrument.overlap):
        raise ParseError(f"{path}.coordination", "only a body to which all report, and which may tell, coordinates")


def _refuse_day_of_the_incomplete(instrument: Instrument, path: str) -> None:
    """Refuse that an instrument opens something while its own entry says that rules of it are not stated yet."""
    for kind, entry in instrument.entries.items():
        if instrument.incomplete and entry.connection.has_day:
            raise ParseError(f"{path}.kinds.{kind}", f"a day, yet not all is stated: {instrument.incomplete[0]}")


def _parse_union(memberships: Memberships) -> Callable[[object, str], Mapping[CountryCode, tuple[Period, ...]]]:
    """Build the parser of the union between whose members an instrument opens nothing."""

    def parse(value: object, path: str) -> Mapping[CountryCode, tuple[Period, ...]]:
        if value != "eu":
            raise ParseError(path, "not eu, the only union there is")
        return memberships.eu

    return parse


def _parse_between(value: object, path: str) -> tuple[str | None, Asks, bool]:
    """Read between whom: `states`, `anyone`, or one hub with each other party."""
    if value in ("states", "anyone"):
        return None, Asks.BOTH, value == "anyone"
    fields = Fields(value, path)
    hub = fields.take("hub", text(16))
    asks = fields.take_optional("asks", member(Asks)) or Asks.BOTH
    fields.finish()
    return hub, asks, False
