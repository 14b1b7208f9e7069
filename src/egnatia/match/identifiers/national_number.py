"""Numbers that a state gives a person for life."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from stdnum.at import vnr
from stdnum.bg import egn, pnf
from stdnum.ch import ssn
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.ee import ik
from stdnum.es import nie, nif
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.gr import amka
from stdnum.hr import oib
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.md import idno
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.pt import cc
from stdnum.ro import cnp
from stdnum.si import emso
from stdnum.tr import tckimlik
from stdnum.ua import rntrc

from egnatia.match.identifiers.normal import Normal, compact, confuse
from egnatia.match.identifiers.slips import repairs

_Checks: TypeAlias = Mapping[str, Callable[[str], bool]]

#: JMBG, EMŠO, EMBG: one number of 13 digits since 1976, still the number of most persons born in Yugoslavia.
_YUGOSLAV: _Checks = {"JMBG": emso.is_valid}

#: By country the checks of its numbers. Left out: states whose check python-stdnum computes with today's date (Belgium,
#: Denmark, Norway, Sweden), because an answer must not depend on the day; Albania, Kosovo's own number, Hungary,
#: because no published check digit is at hand.
_CHECKS: Mapping[str, _Checks] = MappingProxyType(
    {
        "AUT": {"VSNR": vnr.is_valid},
        "BGR": {"EGN": egn.is_valid, "LNCh": pnf.is_valid},
        "BIH": _YUGOSLAV,
        "CHE": {"AHV": ssn.is_valid},
        "CZE": {"RČ": rc.is_valid},
        "DEU": {"IdNr": idnr.is_valid},
        "ESP": {"NIF": nif.is_valid, "NIE": nie.is_valid},
        "EST": {"IK": ik.is_valid},
        "FIN": {"HETU": hetu.is_valid},
        "FRA": {"NIR": nir.is_valid},
        "GBR": {"NHS": nhs.is_valid},
        "GRC": {"AMKA": amka.is_valid},
        "HRV": {"OIB": oib.is_valid, **_YUGOSLAV},
        "ITA": {"CF": codicefiscale.is_valid},
        "LTU": {"AK": asmens.is_valid},
        "MDA": {"IDNP": idno.is_valid},
        "MKD": _YUGOSLAV,
        "MNE": _YUGOSLAV,
        "NLD": {"BSN": bsn.is_valid},
        "POL": {"PESEL": pesel.is_valid},
        "PRT": {"CC": cc.is_valid},
        "ROU": {"CNP": cnp.is_valid},
        "SRB": _YUGOSLAV,
        "SVK": {"RČ": rc.is_valid},
        "SVN": {"EMŠO": emso.is_valid},
        "TUR": {"TCKN": tckimlik.is_valid},
        "UKR": {"RNOKPP": rntrc.is_valid},
    }
)

#: More schemes than this are not searched for slips: it would take longer than a question may.
_SEARCHED = 2


def read_national_number(value: str, countries: frozenset[str]) -> Normal:
    """Read a personal number; the countries that the record or question names say which checks apply.

    The key has no country in it: one JMBG is the same number in seven states.
    """
    key = compact(value)
    folded = confuse(key) if sum(char.isalpha() for char in key) < len(key) / 2 else key
    checks = {name: check for code in sorted(countries & _CHECKS.keys()) for name, check in _CHECKS[code].items()}
    good = sorted(name for name, check in checks.items() if check(key))
    if good:
        return Normal(key=key, valid=True, note=f"check digits agree ({', '.join(good)})", folded=folded)
    if not checks:
        return Normal(key=key, valid=None, note="no check known for its country, or country unknown", folded=folded)
    return Normal(
        key=key,
        valid=False,
        note=f"does not agree with {', '.join(sorted(checks))}",
        folded=folded,
        others=_slips(key, tuple(checks.values())),
    )


def _slips(key: str, checks: tuple[Callable[[str], bool], ...]) -> frozenset[str]:
    if len(checks) > _SEARCHED:
        return frozenset()
    return repairs(key, lambda other: any(check(other) for check in checks))
