"""The machine-readable zone of a passport (ICAO 9303-4, format TD3), with its check digits."""

from egnatia.cli.demo.population.belongings import Paper
from egnatia.cli.demo.population.human import Human
from egnatia.cli.demo.population.romanise import Name, mrz_spelling
from egnatia.match.identifiers.document import check_digit
from egnatia.model.identity import CountryCode

_WIDTH = 44
#: ICAO 9303-3, section 5: where the code of documents differs from ISO 3166-1.
_CODES = {"DEU": "D<<", "XKX": "RKS"}


def machine_readable_zone(human: Human, paper: Paper) -> str:
    """Write the two lines of a passport."""
    issuer, nationality = _code(paper.country.code), _code(human.nationality)
    name = f"{_field(human.family)}<<{_field(human.first)}"
    upper = f"P<{issuer}{name}"[:_WIDTH].ljust(_WIDTH, "<")
    number = _checked(paper.number.ljust(9, "<"))
    born = _checked(f"{human.born:%y%m%d}")
    expires = _checked(f"{paper.expires:%y%m%d}")
    optional = "<" * 14 + "<"  # its check digit may be a filler when it is empty (9303-4, 4.2.2.2)
    composite = check_digit(number + born + expires + optional)
    sex = "F" if human.female else "M"
    return f"{upper}\n{number}{nationality}{born}{sex}{expires}{optional}{composite}"


def _code(country: CountryCode) -> str:
    return _CODES.get(country, country)


def _field(name: Name) -> str:
    return mrz_spelling(name).replace(" ", "<").replace("-", "<")


def _checked(field: str) -> str:
    return field + check_digit(field)
