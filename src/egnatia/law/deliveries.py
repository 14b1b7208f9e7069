"""Controlled delivery by national law: who lets a consignment go on, for which offences, and on what terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.marks import Mark
from egnatia.law.offences import Offence
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, member, text
from egnatia.model.values import parse_country

_FILE = "deliveries.yaml"


class Least(StrEnum):
    """The least offence for which a state lets a consignment go on."""

    ANY = "any"
    OVER_ONE_YEAR = "over_one_year"
    SERIOUS = "serious"


_WORDS = {
    Least.ANY: "any offence",
    Least.OVER_ONE_YEAR: "an offence of more than one year",
    Least.SERIOUS: "an offence of four years or more",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRule:
    """What one state's law wants for a controlled delivery."""

    country: CountryCode
    authority: str
    least: Least
    terms: str
    source: str
    mark: Mark

    def lacking(self, offence: Offence | None) -> str | None:
        """Say what an offence falls short of; None: it does not."""
        enough = {
            Least.ANY: True,
            Least.OVER_ONE_YEAR: offence is not None and offence.over_one_year,
            Least.SERIOUS: offence is not None and offence.serious,
        }
        return None if enough[self.least] else f"{self.country}: {_WORDS[self.least]} ({self.source})"


def parse_deliveries(content: str) -> Mapping[CountryCode, NationalRule]:
    """Read `deliveries.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    rules = Texts(MappingProxyType({_FILE: content})).table(_FILE, "countries", _parse)
    return MappingProxyType({rule.country: rule for rule in rules.values()})


def _parse(value: object, path: str) -> NationalRule:
    fields = Fields(value, path)
    rule = NationalRule(
        country=parse_country(path, path),
        authority=fields.take("authority", text(100)),
        least=fields.take("least", member(Least)),
        terms=fields.take("terms", text(1000)),
        source=fields.take("source", text(200)),
        mark=fields.take("mark", parse_mark),
    )
    fields.finish()
    return rule


#: By country; of others nothing is stated (ADR 0003: package data are code).
DELIVERIES: Mapping[CountryCode, NationalRule] = parse_deliveries((files("egnatia.law") / _FILE).read_text("utf-8"))
