"""Hot pursuit and surveillance over a border: what each instrument wants before officers cross, and what ends it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from egnatia.law.checklist import Also, Said, missing_fields, parse_also, parse_articles
from egnatia.law.marks import Mark
from egnatia.law.offences import OFFENCES, Offence
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, below, distinct, listed, text, truth
from egnatia.model.values import parse_country

_FILE = "crossings.yaml"
#: The sorts of message by which officers announce that they cross, or ask to.
CROSSING: Final = frozenset({Sort.PURSUIT, Sort.SURVEILLANCE})
#: The field that says whether consent was asked before, and what it says if that could not wait.
WAY, CANNOT_WAIT = "way", "cannot_wait"
#: The field of a reply that says whether they may stay.
ANSWER: Final = "crossing_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Offences for which officers may cross."""

    codes: frozenset[str]
    extraditable: bool
    states: frozenset[CountryCode]  #: Entered, for which it holds; empty: all.
    ways: frozenset[str]  #: Asked before or not; empty: both.
    article: str

    def holds(self, offence: Offence | None, entered: CountryCode | None, said: Said) -> bool:
        """Tell whether officers may cross for an offence, into a state, in the way that the form says."""
        if offence is None or (self.states and entered not in self.states):
            return False
        if self.ways and not self.ways & set(said.get(WAY, ())):
            return False
        # European Convention on Extradition Art. 2(1): a maximum of at least one year.
        return offence.code in self.codes or (
            self.extraditable and (offence.at_least_one_year or offence.over_one_year)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What one instrument wants of a pursuit or a surveillance over a border."""

    instrument: str
    sort: Sort
    mark: Mark
    source: str
    needed: Mapping[str, str]
    also: tuple[Also, ...]
    barred: Mapping[str, Mapping[str, str]]  #: By field, what it may not say, each with the article.
    offences: tuple[Row, ...]
    terms: tuple[str, ...]
    ends: tuple[str, ...]
    limits: Mapping[str, str]  #: By the state that is entered, what it declared.

    def lacking(self, said: Said, offence: Offence | None, entered: CountryCode | None) -> Iterator[str]:
        """Yield what is missing before officers cross, each with the article that wants it.

        Args:
            said: what the notice says so far.
            offence: of the case file; None: none of the list.
            entered: the state into which they cross; None: whoever is told is no state.
        """
        yield from missing_fields(self.sort, self.needed, self.also, said)
        for name, values in self.barred.items():
            for value in sorted(values.keys() & set(said.get(name, ()))):
                yield f"{SORTS[self.sort].fields[name].label}: not {value.replace('_', ' ')} ({values[value]})"
        if not any(row.holds(offence, entered, said) for row in self.offences):
            yield f"an offence for which officers may cross ({'; '.join(row.article for row in self.offences)})"


def parse_crossings(content: str) -> Mapping[tuple[str, Sort], Crossing]:
    """Read `crossings.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    tables = Texts(MappingProxyType({_FILE: content})).table(_FILE, "instruments", _parse_instrument)
    return MappingProxyType({(row.instrument, row.sort): row for rows in tables.values() for row in rows})


def _parse_instrument(value: object, path: str) -> tuple[Crossing, ...]:
    if not isinstance(value, dict) or set(value) - CROSSING:
        raise ParseError(path, f"not {' and '.join(sorted(CROSSING))}")
    return tuple(_parse(path, Sort(sort), rules) for sort, rules in value.items())


def _parse(instrument: str, sort: Sort, value: object) -> Crossing:
    path, names = f"{instrument}.{sort}", frozenset(SORTS[sort].fields)
    fields = Fields(value, path)
    found = Crossing(
        instrument=instrument,
        sort=sort,
        mark=fields.take("mark", parse_mark),
        source=fields.take("source", text(200)),
        needed=fields.take("needed", parse_articles(names)),
        also=fields.take("also", listed(parse_also(sort))),
        barred=fields.take("barred", lambda barred, where: _parse_barred(sort, barred, where)),
        offences=fields.take("offences", listed(_parse_row)),
        terms=fields.take("terms", listed(text(300))),
        ends=fields.take("ends", listed(text(300))),
        limits=fields.take("limits", _parse_limits),
    )
    fields.finish()
    return found


def _parse_barred(sort: Sort, value: object, path: str) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(value, dict) or set(value) - SORTS[sort].fields.keys():
        raise ParseError(path, "not fields of the form")
    codes = {str(name): SORTS[sort].fields[name].codes for name in value}
    read = {name: parse_articles(codes[name])(found, below(path, name)) for name, found in value.items()}
    return MappingProxyType(read)


def _parse_row(value: object, path: str) -> Row:
    fields = Fields(value, path)
    row = Row(
        codes=fields.take_optional("codes", distinct(text(60))) or frozenset(),
        extraditable=fields.take_optional("extraditable", truth) or False,
        states=fields.take_optional("states", distinct(parse_country)) or frozenset(),
        ways=fields.take_optional("ways", distinct(text(60))) or frozenset(),
        article=fields.take("article", text(200)),
    )
    fields.finish()
    if row.codes - OFFENCES.keys() or bool(row.codes) == row.extraditable:
        raise ParseError(path, "codes of the list of offences, or whatever is extraditable, one of them")
    return row


def _parse_limits(value: object, path: str) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ParseError(path, "not words by states")
    return MappingProxyType({parse_country(state, path): text(300)(words, path) for state, words in value.items()})


#: By instrument and sort (ADR 0003: package data are code).
CROSSINGS: Mapping[tuple[str, Sort], Crossing] = parse_crossings((files("egnatia.law") / _FILE).read_text("utf-8"))
