"""Cryptocurrency wallets by their address."""

import re
import unicodedata
from collections.abc import Mapping

from egnatia.match.identifiers.addresses import base58_version, eip55, is_segwit
from egnatia.match.identifiers.normal import LONGEST, Normal

_ETHEREUM = re.compile(r"0[xX]([0-9a-fA-F]{40})")
#: `bitcoin:`, `ethereum:` and the like (BIP-21, ERC-681) say the same as the address alone.
_SCHEME = re.compile(r"[a-z]{3,12}:")
_SEGWIT = ("bc1", "tb1", "ltc1")
#: Version bytes of Base58Check addresses.
_CURRENCIES: Mapping[int, str] = {
    0x00: "Bitcoin",
    0x05: "Bitcoin",
    0x1E: "Dogecoin",
    0x16: "Dogecoin",
    0x30: "Litecoin",
    0x32: "Litecoin",
    0x41: "Tron",
    0x4C: "Dash",
}


def read_wallet(value: str) -> Normal:
    """Read a wallet's address. Where inexact keys are allowed, capitals that were lost on the way do not count."""
    text = unicodedata.normalize("NFKC", value[:LONGEST]).strip()
    text = _SCHEME.sub("", text, count=1) if _SCHEME.match(text) else text
    ethereum = _ETHEREUM.fullmatch(text)
    if ethereum:
        return _read_ethereum(ethereum[1])
    if text.lower().startswith(_SEGWIT):
        valid = is_segwit(text)
        note = "segregated witness, checksum " + ("agrees" if valid else "does not agree")
        return Normal(key=text.lower(), valid=valid, note=note, folded=text.lower())
    version = base58_version(text)
    if version is not None:
        note = f"{_CURRENCIES.get(version, 'another currency')}, checksum agrees"
        return Normal(key=text, valid=True, note=note, folded=text.casefold())
    return Normal(key=text, valid=None, note="no form of address whose checksum is known", folded=text.casefold())


def _read_ethereum(digits: str) -> Normal:
    key = "0x" + digits.lower()
    if digits in (digits.lower(), digits.upper()):
        return Normal(key=key, valid=None, note="Ethereum, written without checksum", folded=key)
    valid = eip55(digits) == digits
    note = "Ethereum, checksum (EIP-55) " + ("agrees" if valid else "does not agree")
    return Normal(key=key, valid=valid, note=note, folded=key)
