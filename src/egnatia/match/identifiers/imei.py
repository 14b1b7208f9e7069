"""Numbers of mobile devices (3GPP TS 23.003, 6.2) and of subscribers in them (ITU-T E.212)."""

from stdnum import luhn

from egnatia.match.identifiers.normal import Normal, compact, confuse
from egnatia.match.identifiers.slips import repairs

#: Type allocation code and serial number: what IMEI and IMEISV share, and what names the device.
_DEVICE = 14
_IMEI = 15
_IMEISV = 16
_IMSI = (14, 15)


def read_imei(value: str) -> Normal:
    """Read an IMEI, with or without its check digit, or an IMEISV; the key is the fourteen digits that they share."""
    digits = confuse(compact(value))
    if not digits.isdigit() or not _DEVICE <= len(digits) <= _IMEISV:
        return Normal(key=digits, valid=False, note="not 14 to 16 digits", folded=digits, complete=False)
    key = digits[:_DEVICE]
    if len(digits) != _IMEI:
        note = (
            "without check digit" if len(digits) == _DEVICE else "IMEISV: software version in place of the check digit"
        )
        return Normal(key=key, valid=None, note=note, folded=key)
    if luhn.is_valid(digits):
        return Normal(key=key, valid=True, note="check digit agrees", folded=key)
    others = frozenset(other[:_DEVICE] for other in repairs(digits, luhn.is_valid)) - {key}
    return Normal(key=key, valid=False, note="check digit does not agree", folded=key, others=others)


def read_imsi(value: str) -> Normal:
    """Read an IMSI: country (first digit 2 to 7, or 901 for global networks), network, subscriber."""
    digits = confuse(compact(value))
    known = digits[:1] in set("234567") or digits.startswith("901")
    if digits.isdigit() and len(digits) in _IMSI and known:
        return Normal(key=digits, valid=True, note="14 or 15 digits with a country code; no check digit", folded=digits)
    note = "not 14 or 15 digits that begin with a country code"
    return Normal(key=digits, valid=False, note=note, folded=digits, complete=len(digits) in _IMSI)
