"""The sorts of alert: what each is about, what must at least be known, and for how long; read from `alert_sorts.yaml`.

After INTERPOL's notices (Rules on the Processing of Data, RPD) and its databases of stolen things; works of art by the
categories of Object ID.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.dispatch_forms import Sort, load_forms
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS, Kind, parse_kind_name
from egnatia.model.reading import Fields, below, distinct, listed, member, text, whole
from egnatia.model.shipped import read_data

_FILE = "alert_sorts.yaml"
_MOST_MONTHS = 1200
#: The kind of record that says what an alert says beside the person or thing.
NOTICE: Final = "notice"

Properties = Mapping[str, tuple[str, ...]]


class AlertSort(StrEnum):
    """What an alert is for."""

    WANTED = "wanted"
    MISSING = "missing"
    UNIDENTIFIED = "unidentified_person"
    REMAINS = "remains"
    DOCUMENT = "stolen_document"
    VEHICLE = "stolen_vehicle"
    FIREARM = "stolen_firearm"
    ART = "stolen_work_of_art"


class Board(StrEnum):
    """The list on which an alert stands."""

    FUGITIVES = "fugitives"  #: In the manner of ENFAST, the network of those who search for fugitives.
    MISSING = "missing"
    THINGS = "things"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """One way in which a thing is known well enough."""

    all: frozenset[str]
    any: tuple[frozenset[str], ...]  #: Sets of properties of which one each is given.

    def lacks(self, given: AbstractSet[str]) -> tuple[str, ...]:
        """Return what is missing, each as a property or as several of which one is enough."""
        missing = sorted(self.all - given)
        return (*missing, *(_either(some) for some in self.any if not some & given))


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertForm:
    """What one sort of alert wants."""

    sort: AlertSort
    label: str
    board: Board
    message: Sort  #: As which sort of message the law judges it.
    purpose: Purpose
    kind: str
    roles: frozenset[SubjectRole]  #: Of a person; empty: it is a thing.
    statuses: frozenset[str]
    years: int
    minimum: tuple[Minimum, ...]
    needed: tuple[frozenset[str], ...]
    details: frozenset[str]  #: Properties of a notice that belong to the sort.
    least: Mapping[str, int]  #: Months, of which one that is given is enough.

    def lacks(self, given: Properties, notice: Properties) -> tuple[str, ...]:
        """Return what is missing in a record as it would be given, and in what is said beside it.

        Args:
            given: the properties that would travel.
            notice: those of the notice.
        """
        nearest = min(self.minimum, key=lambda way: len(way.lacks(given.keys())) / (len(way.all) + len(way.any)))
        return (*nearest.lacks(given.keys()), *self._lacks_status(given), *self._lacks_details(notice))

    def _lacks_status(self, given: Properties) -> Iterator[str]:
        if self.statuses and not self.statuses & set(given.get("status", ())):
            yield f"a status of {_either(self.statuses)}"

    def _lacks_details(self, notice: Properties) -> Iterator[str]:
        yield from (_either(some) for some in self.needed if not some & notice.keys())
        yield from (f"{name}: does not belong to this sort" for name in sorted(notice.keys() - self.details))
        # RPD Art. 83(1)(b): a sentence that is long enough, whether it threatens or remains.
        told = self.least.keys() & notice.keys()
        if told and not any(_months(notice[name]) >= self.least[name] for name in told):
            yield _either(f"{name} of {self.least[name]} months" for name in told)


def _either(names: AbstractSet[str] | Iterator[str]) -> str:
    return " or ".join(sorted(names))


def _months(values: tuple[str, ...]) -> float:
    """Return the months of a quantity; of another unit, none."""
    number, _, unit = values[0].partition(" ")
    return float(number) if unit == "months" else 0


def _parse_least(value: object, path: str) -> Mapping[str, int]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    read: Callable[[object, str], int] = whole(1, _MOST_MONTHS)
    return MappingProxyType({str(name): read(one, below(path, str(name))) for name, one in value.items()})


def _parse_minimum(value: object, path: str) -> Minimum:
    fields = Fields(value, path)
    every = fields.take("all", distinct(text(60)))
    found = Minimum(all=every, any=fields.take("any", listed(distinct(text(60)))))
    fields.finish()
    return found


def parse_form(name: str, value: object) -> AlertForm:
    """Read the form of one sort of alert strictly.

    Raises:
        ParseError: with the path of the first fault.
        ValueError: there is no such sort.
    """
    fields = Fields(value, name)
    kind: Kind = fields.take("kind", parse_kind_name)
    form = AlertForm(
        sort=AlertSort(name),
        label=fields.take("label", text(60)),
        board=fields.take("board", member(Board)),
        message=fields.take("message", member(Sort)),
        purpose=fields.take("purpose", member(Purpose)),
        kind=kind.name,
        roles=fields.take_optional("roles", distinct(member(SubjectRole))) or frozenset(),
        statuses=fields.take_optional("statuses", distinct(text(60))) or frozenset(),
        years=fields.take("years", whole(1, 5)),
        minimum=fields.take("minimum", listed(_parse_minimum)),
        needed=fields.take("needed", listed(distinct(text(60)))),
        details=fields.take("details", distinct(text(60))),
        least=fields.take_optional("least", _parse_least) or MappingProxyType({}),
    )
    fields.finish()
    _check(form, kind)
    return form


def _check(form: AlertForm, kind: Kind) -> None:
    """Refuse a form that names what its kind of record, or a notice, does not have."""
    named = frozenset().union(*(way.all.union(*way.any) for way in form.minimum))
    if unknown := named - kind.properties.keys():
        raise ParseError(f"{form.sort}.minimum", f"no property {min(unknown)}")
    if unknown := frozenset(form.least).union(*form.needed) - form.details:
        raise ParseError(f"{form.sort}.needed", f"no detail {min(unknown)}")
    if unknown := form.details - KINDS[NOTICE].properties.keys():
        raise ParseError(f"{form.sort}.details", f"no property {min(unknown)}")
    if form.statuses and not form.statuses <= kind.properties["status"].codes:
        raise ParseError(f"{form.sort}.statuses", "no such status")
    if bool(form.roles) != kind.personal:
        raise ParseError(f"{form.sort}.roles", "people have a role, and things have none")


#: Every sort of alert (ADR 0003: package data are code).
ALERTS: Mapping[AlertSort, AlertForm] = MappingProxyType(
    {
        AlertSort(name): form
        for name, form in load_forms(_FILE, read_data(files("egnatia.model") / _FILE), parse_form).items()
    }
)
