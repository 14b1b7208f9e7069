"""What the law's codes are called in plain English: purposes, offences, countries, kinds of records and properties."""

import re
from typing import Final

from egnatia.law.channels import KeySet
from egnatia.law.offences import OFFENCES
from egnatia.model.caveat import Purpose
from egnatia.model.kinds import KINDS
from egnatia.model.values import COUNTRIES

#: The code that a registration certificate has beside a field (Directive 1999/37/EC, annex I).
_CODE: Final = re.compile(r" \([A-Z](?:\.\d)?\)")


def kind_name(kind: str) -> str:
    """Return what a kind of record is called within a sentence; an unknown one is called as it was typed."""
    return _within(KINDS[kind].label) if kind in KINDS else _spaced(kind)


def property_name(kind: str, name: str) -> str:
    """Return what a property of a kind is called within a sentence; an unknown one is called as it was typed."""
    known = KINDS[kind].properties if kind in KINDS else {}
    return _within(known[name].label) if name in known else _spaced(name)


def keys_name(kind: str, keys: KeySet) -> str:
    """Return by which properties of a kind one asks: all of them, or so many of them."""
    names = sorted(property_name(kind, name) for name in keys.of)
    return " and ".join(names) if keys.least == len(names) else f"{keys.least} of {', '.join(names)}"


def purpose_name(purpose: Purpose) -> str:
    """Return what a purpose is called within a sentence."""
    return _spaced(purpose)


def offence_name(offence: str) -> str:
    """Return what an offence is called within a sentence; an unknown one is called as it was typed."""
    return _within(OFFENCES[offence].label) if offence in OFFENCES else _spaced(offence)


def party_name(code: str) -> str:
    """Return what a party is called: a state by its country's name, a body by the name of its node."""
    return str(COUNTRIES[code]["name"]) if code in COUNTRIES else code


def _spaced(code: str) -> str:
    return code.replace("_", " ")


def _within(label: str) -> str:
    """Return a label without its capital, unless it is of an abbreviation, and without a field's code on a form."""
    bare = _CODE.sub("", label)
    return bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]
