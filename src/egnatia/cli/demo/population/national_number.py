"""National identification numbers in the formats of their countries, with right check digits where those are published.

They are drawn by chance. Some may be somebody's: that means nothing, as any number of a valid form may be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from types import MappingProxyType

from stdnum import luhn
from stdnum.at import vnr
from stdnum.bg import egn
from stdnum.iso7064 import mod_11_10
from stdnum.it import codicefiscale
from stdnum.md import idno
from stdnum.ro import cnp
from stdnum.tr import tckimlik

from egnatia.cli.demo.population.chance import LETTERS, fill

_MILLENNIUM = 2000
_JMBG_WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_ITALIAN_MONTHS = "ABCDEHLMPRST"  # Decree of the Ministry of Finance of 23.12.1976, Art. 5
_CONSONANTS = "BCDFGLMNPRSTVZ"
#: Rome, Milan, Naples, Bari; Z100 Albania, Z129 Romania (codes of birth places in the codice fiscale).
_ITALIAN_PLACES = "{H501|F205|F839|A662|Z100|Z129}"


@dataclass(frozen=True, slots=True)
class Birth:
    """What most numbers contain."""

    day: date
    female: bool


_Maker = Callable[[Random, Birth], str]


def national_number(sort: str, rng: Random, birth: Birth) -> str | None:
    """Make the national number of a person, or None where the country has none that a register would hold.

    Args:
        sort: as in `data/countries.yaml`: `egn`, or `jmbg 71-89` with the regions of the register.
        rng: from which it is drawn.
        birth: the person's.
    """
    name, _, regions = sort.partition(" ")
    if name == "jmbg":
        first, last = (int(part) for part in regions.split("-"))
        return _jmbg(rng, birth, rng.randint(first, last))
    maker = _MAKERS.get(name)
    return maker(rng, birth) if maker else None


def _jmbg(rng: Random, birth: Birth, region: int) -> str:
    """Day, month, last three digits of the year, region, serial (500 and over: female), check digit modulo 11."""
    while True:
        serial = rng.randrange(500) + 500 * birth.female
        head = f"{birth.day:%d%m}{birth.day.year % 1000:03d}{region:02d}{serial:03d}"
        check = -sum(int(digit) * weight for digit, weight in zip(head, _JMBG_WEIGHTS, strict=True)) % 11
        if check < 10:  # noqa: PLR2004 - a remainder of 10 has no digit: the serial is skipped
            return f"{head}{check}"


def _egn(rng: Random, birth: Birth) -> str:
    month = birth.day.month + (40 if birth.day.year >= _MILLENNIUM else 0)
    sex = 2 * rng.randrange(5) + birth.female
    head = f"{birth.day:%y}{month:02d}{birth.day:%d}{rng.randrange(100):02d}{sex}"
    return head + egn.calc_check_digit(head)


def _cnp(rng: Random, birth: Birth) -> str:
    first = (5 if birth.day.year >= _MILLENNIUM else 1) + birth.female
    head = f"{first}{birth.day:%y%m%d}{rng.randint(1, 40):02d}{rng.randint(1, 999):03d}"
    return head + cnp.calc_check_digit(head)


def _amka(rng: Random, birth: Birth) -> str:
    sex = 2 * rng.randrange(5) + (not birth.female)
    head = f"{birth.day:%d%m%y}{rng.randrange(1000):03d}{sex}"
    return head + luhn.calc_check_digit(head)


def _tckn(rng: Random, _birth: Birth) -> str:
    head = str(rng.randint(10**8, 10**9 - 1))
    return head + tckimlik.calc_check_digits(head)


def _oib(rng: Random, _birth: Birth) -> str:
    head = f"{rng.randrange(10**10):010d}"
    return head + mod_11_10.calc_check_digit(head)


def _vnr(rng: Random, birth: Birth) -> str:
    while True:
        number = f"{rng.randint(100, 999)}0{birth.day:%d%m%y}"
        check = vnr.calc_check_digit(number)
        if len(check) == 1:  # a remainder of 10 has no digit: the serial is skipped
            return number[:3] + check + number[4:]


def _idnp(rng: Random, _birth: Birth) -> str:
    head = f"2{rng.randrange(10**11):011d}"
    return head + idno.calc_check_digit(head)


def _szig(rng: Random, birth: Birth) -> str:
    """Hungary, Act XX of 1996: sex and century, date, serial, and a weighted sum modulo 11 (reversed from 1997)."""
    first = (3 if birth.day.year >= _MILLENNIUM else 1) + birth.female
    weights = range(10, 0, -1) if birth.day.year >= 1997 else range(1, 11)  # noqa: PLR2004 - born after 1996
    while True:
        head = f"{first}{birth.day:%y%m%d}{rng.randrange(1000):03d}"
        check = sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11
        if check < 10:  # noqa: PLR2004 - a remainder of 10 has no digit
            return f"{head}{check}"


def _codice_fiscale(rng: Random, birth: Birth) -> str:
    month, day = _ITALIAN_MONTHS[birth.day.month - 1], birth.day.day + 40 * birth.female
    names, place = fill("@@@@@@", rng, _CONSONANTS), fill(_ITALIAN_PLACES, rng)
    head = f"{names}{birth.day:%y}{month}{day:02d}{place}"
    return head + codicefiscale.calc_check_digit(head)


def _nid(rng: Random, birth: Birth) -> str:
    """Albania: decade as a letter (A from 1900), year, month (women + 50), day, serial, a letter at random."""
    decade, month = LETTERS[(birth.day.year - 1900) // 10], birth.day.month + 50 * birth.female
    serial = fill("###@", rng, "ABCDEFGHIJKLMNOPQRSTUVW")
    return f"{decade}{birth.day.year % 10}{month:02d}{birth.day:%d}{serial}"


def _kosovo(rng: Random, _birth: Birth) -> str:
    return fill("1#########", rng)


_MAKERS: Mapping[str, _Maker] = MappingProxyType({
    "egn": _egn, "cnp": _cnp, "amka": _amka, "tckn": _tckn, "oib": _oib, "vnr": _vnr, "idnp": _idnp,
    "szig": _szig, "codice_fiscale": _codice_fiscale, "nid": _nid, "kosovo": _kosovo,
})  # fmt: skip
