"""Check sums of cryptocurrency addresses: Base58Check, Bech32 and Bech32m, EIP-55."""

import hashlib

from egnatia.match.identifiers.keccak import keccak256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
#: Final constant of the checksum: BIP-173 for witness version 0, BIP-350 for later ones.
_BECH32_CONST = 1
_BECH32M_CONST = 0x2BC830A3
_PAYLOAD = 25
_LONGEST = 90
_WITNESS = range(2, 41)
_WITNESS_0 = (20, 32)
_VERSIONS = 16


def base58_version(text: str) -> int | None:
    """Return the version byte of a Base58Check address of 25 bytes, None if its checksum does not agree."""
    if not text or not set(text) <= set(_BASE58):
        return None
    value = 0
    for char in text:
        value = value * 58 + _BASE58.index(char)
    zeros = len(text) - len(text.lstrip("1"))
    data = bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")
    double = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    return data[0] if len(data) == _PAYLOAD and double[:4] == data[-4:] else None


def is_segwit(text: str) -> bool:
    """Tell whether a text is a segregated-witness address with a right checksum (BIP-173, BIP-350).

    A mix of cases is refused, as both proposals demand.
    """
    if len(text) > _LONGEST or text not in (text.lower(), text.upper()):
        return False
    prefix, _, body = text.lower().rpartition("1")
    if not prefix or not prefix.isascii() or not prefix.isprintable() or not set(body) <= set(_BECH32):
        return False
    data = [_BECH32.index(char) for char in body]
    if len(data) <= 6 or data[0] > _VERSIONS:  # noqa: PLR2004 - six characters of checksum
        return False
    program = _to_bytes(data[1:-6])
    constant = _BECH32M_CONST if data[0] else _BECH32_CONST
    fits = program is not None and len(program) in (_WITNESS if data[0] else _WITNESS_0)
    return fits and _polymod([*_expand(prefix), *data]) == constant


def _expand(prefix: str) -> list[int]:
    return [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            checksum ^= factor if top >> place & 1 else 0
    return checksum


def _to_bytes(groups: list[int]) -> bytes | None:
    """Join groups of five bits; None if the padding is not zero or longer than four bits."""
    value = 0
    for group in groups:
        value = value << 5 | group
    padding = 5 * len(groups) % 8
    if padding >= 5 or value & ((1 << padding) - 1):  # noqa: PLR2004 - a whole group would be padding
        return None
    return (value >> padding).to_bytes(5 * len(groups) // 8, "big")


def eip55(digits: str) -> str:
    """Return an Ethereum address in the capitals that EIP-55 gives it.

    Args:
        digits: its 40 hexadecimal digits, without `0x`.
    """
    lower = digits.lower()
    mask = keccak256(lower.encode("ascii")).hex()
    return "".join(char.upper() if int(bit, 16) > 7 else char for char, bit in zip(lower, mask, strict=False))  # noqa: PLR2004 - the upper half of a hexadecimal digit
