"""Vehicle identification numbers (ISO 3779)."""

from egnatia.match.identifiers.normal import Normal, compact, confuse
from egnatia.match.identifiers.slips import repairs

#: I, O and Q never stand in a VIN (ISO 3779, 4): whoever wrote one meant 1 or 0.
_NEVER = str.maketrans("IOQ", "100")
_LENGTH = 17
_SHORT = "not 17 characters: a part, or a chassis number before ISO 3779"
#: North America (1 to 5) and China (L) demand the check digit; European makers mostly leave its place to a filler.
_CHECKED = frozenset("12345L")
#: Values of the characters and weights of the places (49 CFR 565.15(c), tables IV and V).
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **{char: 1 + place for place, char in enumerate("ABCDEFGH")},
    **{char: 1 + place for place, char in enumerate("JKLMN")},
    "P": 7,
    "R": 9,
    **{char: 2 + place for place, char in enumerate("STUVWXYZ")},
}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK_PLACE = 8


def check_digit(vin: str) -> str:
    """Return the check digit that belongs in the ninth place (49 CFR 565.15(c)).

    Args:
        vin: 17 capital letters and digits without I, O and Q.
    """
    rest = sum(_VALUES[char] * weight for char, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - X is the Roman ten


def _agrees(vin: str) -> bool:
    return vin[_CHECK_PLACE] == check_digit(vin)


def read_vin(value: str) -> Normal:
    """Read a VIN. Shorter chassis numbers, made before 1981, stand as they are; nobody can tell if whole."""
    key = compact(value).translate(_NEVER)
    folded = confuse(key)
    if len(key) != _LENGTH or not key.isascii():
        return Normal(key=key, valid=None, note=_SHORT, folded=folded, complete=False)
    if _agrees(key):
        return Normal(key=key, valid=True, note="17 characters, check digit agrees", folded=folded)
    if key[0] not in _CHECKED:
        return Normal(key=key, valid=True, note="17 characters; its maker's region has no check digit", folded=folded)
    note = "the check digit, which its maker's region demands, does not agree"
    return Normal(key=key, valid=False, note=note, folded=folded, others=repairs(key, _agrees_elsewhere))


def _agrees_elsewhere(vin: str) -> bool:
    """Tell whether a slip of the hand yields a valid VIN; slips may bring in letters that no VIN has."""
    return _VALUES.keys() >= set(vin) and _agrees(vin)
