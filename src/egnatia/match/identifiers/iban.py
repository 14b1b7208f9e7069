"""Bank account numbers (ISO 13616)."""

from stdnum import iban

from egnatia.match.identifiers.normal import Normal, compact, confuse
from egnatia.match.identifiers.slips import repairs

_LENGTHS = range(15, 35)
#: Characters of the shortest national account number that names its bank too (Norway, in the register of ISO 13616).
_SHORTEST = 11
#: A is 10 … Z is 35 (ISO 13616-1, annex A).
_NUMBERS = str.maketrans({chr(55 + number): str(number) for number in range(10, 36)})

# The register of national forms is read from python-stdnum's data at its first use: here, at load, not in a question.
iban.is_valid("GB82WEST12345698765432")


def read_iban(value: str) -> Normal:
    """Read an IBAN, or an account number that is none."""
    key = compact(value).removeprefix("IBAN")
    folded = confuse(key)
    if len(key) not in _LENGTHS or not (key[:2].isalpha() and key[2:4].isdigit()):
        note = "not an IBAN: a national account number?"
        return Normal(key=key, valid=None, note=note, folded=folded, complete=len(key) >= _SHORTEST)
    if iban.is_valid(key, check_country=False):
        return Normal(key=key, valid=True, note="form of its country and check digits agree", folded=folded)
    return Normal(
        key=key,
        valid=False,
        note="check digits or the form of its country do not agree",
        folded=folded,
        others=repairs(key, _divides),
    )


def _divides(key: str) -> bool:
    """Check the remainder alone (ISO 7064, MOD 97-10): fast enough for every slip."""
    return int((key[4:] + key[:4]).translate(_NUMBERS)) % 97 == 1
