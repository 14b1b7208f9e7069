"""E-mail addresses (RFC 5321, RFC 6531)."""

import unicodedata

import idna

from egnatia.match.identifiers.normal import LONGEST, Normal, compact


def read_email(value: str) -> Normal:
    """Read an e-mail address: no case, the domain as the wire has it (A-labels, UTS 46).

    RFC 5321 lets a host tell `Ann@` from `ann@`; no host of any size does, so the key does not. Where inexact keys are
    allowed, dots and what follows a plus sign do not count: large providers deliver both to one mailbox.
    """
    text = unicodedata.normalize("NFKC", value[:LONGEST]).strip().removeprefix("mailto:").casefold()
    local, sign, domain = text.rpartition("@")
    wire = _domain(domain)
    if not sign or not local or not wire:
        return Normal(key=text, valid=False, note="not an address of the form name@domain", folded=text)
    mailbox = compact(local.partition("+")[0]) or local
    note = "a name and a domain that can exist"
    return Normal(key=f"{local}@{wire}", valid=True, note=note, folded=f"{mailbox}@{wire}".casefold())


def _domain(domain: str) -> str:
    """Return the domain's A-labels; empty if it can be no domain."""
    try:
        wire = idna.encode(domain.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    return wire if "." in wire else ""
