"""Categories of offence: the crime areas of Europol's Annex I and the list of the European Arrest Warrant."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.law.marks import Mark
from egnatia.law.texts import SHIPPED, Texts, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, text, truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """One category of offence and what it opens. A category, not a charge: national law decides on the penalty."""

    code: str
    label: str
    europol: str | None  #: The crime area of Regulation (EU) 2016/794 Annex I.
    eaw: str | None  #: The item of Framework Decision 2002/584/JHA Art. 2(2).
    over_one_year: bool  #: Maximum penalty of more than one year in the network's states.
    at_least_one_year: bool  #: Maximum penalty of one year or more.
    serious: bool  #: Maximum of at least four years (UNTOC Art. 2(b)).
    mark: Mark  #: How sure the thresholds are.


def load_offences(texts: Texts) -> Mapping[str, Offence]:
    """Read `offences.yaml`.

    Raises:
        DataError: an offence is described wrongly.
    """
    return texts.table("offences.yaml", "codes", _parse)


def _parse(value: object, code: str) -> Offence:
    fields = Fields(value, code)
    over_one_year = fields.take("over_one_year", truth)
    at_least_one_year = fields.take_optional("at_least_one_year", truth)
    found = Offence(
        code=code,
        label=fields.take("label", text(80)),
        europol=fields.take_optional("europol", text(120)),
        eaw=fields.take_optional("eaw", text(120)),
        over_one_year=over_one_year,
        at_least_one_year=over_one_year if at_least_one_year is None else at_least_one_year,
        serious=fields.take("serious", truth),
        mark=fields.take("mark", parse_mark),
    )
    fields.finish()
    if found.serious and not found.over_one_year:
        raise ParseError(code, "serious, yet not over one year")
    if found.over_one_year and not found.at_least_one_year:
        raise ParseError(code, "over one year, yet not at least one year")
    return found


#: Every category that ships with the package, by its code.
OFFENCES: Mapping[str, Offence] = load_offences(SHIPPED)
