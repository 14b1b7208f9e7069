"""Treaties of legal assistance between two states: what they add to a convention, where both are bound by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.assistance import ASSISTANCE
from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_date, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, distinct, listed, text
from egnatia.model.values import parse_country

_FILE = "bilateral.yaml"
#: Parties of a treaty between two.
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One thing that a treaty adds to a convention."""

    what: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """What two states agreed beside a convention."""

    code: str
    name: str
    between: frozenset[CountryCode]
    adds_to: str  #: The convention, by its code.
    signed: date
    in_force: date | None  #: None: nobody found the day.
    mark: Mark
    source: str
    says: tuple[Addition, ...]


def parse_bilateral(content: str) -> Mapping[str, Treaty]:
    """Read `bilateral.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    return Texts(MappingProxyType({_FILE: content})).table(_FILE, "treaties", _parse)


def treaties_between(
    one: CountryCode | None, other: CountryCode | None, adds_to: str, known: Iterable[Treaty], on: date
) -> tuple[Treaty, ...]:
    """Return the treaties of two states that add to a convention; one that is not in force yet does not.

    Args:
        one: of the two; None: no state.
        other: of the two; None: no state.
        adds_to: the convention, by its code.
        known: all treaties.
        on: the day of the request.
    """
    two = {one, other}
    found = (treaty for treaty in known if treaty.between == two and treaty.adds_to == adds_to)
    return tuple(treaty for treaty in found if treaty.in_force is None or treaty.in_force <= on)


def _parse(value: object, path: str) -> Treaty:
    fields = Fields(value, path)
    found = Treaty(
        code=path,
        name=fields.take("name", text(200)),
        between=fields.take("between", distinct(parse_country)),
        adds_to=fields.take("adds_to", _parse_convention),
        signed=fields.take("signed", parse_date),
        in_force=fields.take_optional("in_force", parse_date),
        mark=fields.take("mark", parse_mark),
        source=fields.take("source", text(300)),
        says=fields.take("says", listed(_parse_addition)),
    )
    fields.finish()
    if len(found.between) != _TWO:
        raise ParseError(f"{path}.between", "not two states")
    if found.in_force and found.in_force < found.signed:
        raise ParseError(f"{path}.in_force", "before it was signed")
    return found


def _parse_convention(value: object, path: str) -> str:
    if not isinstance(value, str) or value not in ASSISTANCE:
        raise ParseError(path, f"not one of {', '.join(ASSISTANCE)}")
    return value


def _parse_addition(value: object, path: str) -> Addition:
    fields = Fields(value, path)
    found = Addition(what=fields.take("what", text(300)), article=fields.take("article", text(60)))
    fields.finish()
    return found


#: By code (ADR 0003: package data are code).
BILATERAL: Mapping[str, Treaty] = parse_bilateral((files("egnatia.law") / _FILE).read_text("utf-8"))
