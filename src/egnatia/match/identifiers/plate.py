"""Registration plates of vehicles."""

import re
from collections.abc import Mapping
from importlib.resources import files
from itertools import product
from types import MappingProxyType

import yaml

from egnatia.match.identifiers.normal import Normal, compact, confuse


def _load_forms() -> Mapping[str, re.Pattern[str]]:
    """Read the forms of plates that ship with the package (ADR 0003: package data are code)."""
    loaded: dict[str, str] = yaml.safe_load((files("egnatia.match.identifiers") / "plates.yaml").read_text("utf-8"))
    return MappingProxyType({country: re.compile(form) for country, form in loaded.items()})


_FORMS = _load_forms()
#: What may be missing of a plate: every form takes the letter K where it takes letters, and 1 where it takes digits.
_RESTS = tuple("".join(rest) for length in range(1, 7) for rest in product("K1", repeat=length))


def read_plate(value: str, countries: frozenset[str]) -> Normal:
    """Read a plate: no spaces, hyphens or crests; letters of any alphabet as the Latin ones that they look like.

    A form that its country does not know is no error: old, diplomatic, trade and personal plates abound.
    """
    key = compact(value)
    known = sorted(countries & _FORMS.keys())
    fits = [code for code in known if _FORMS[code].fullmatch(key)]
    if fits:
        note = f"has the form of plates of {', '.join(fits)}"
    else:
        note = f"not in the common form of {', '.join(known)}" if known else "country unknown: form not checked"
    return Normal(key=key, valid=True if fits else None, note=note, folded=confuse(key))


def is_part(value: str, countries: frozenset[str]) -> bool:
    """Tell whether a plate is a part of one: characters added in front or behind would give it the form it lacks.

    A plate of no known form that could not become one is whole: old, diplomatic, trade and personal plates abound.
    """
    key = compact(value)
    forms = [_FORMS[code] for code in sorted(countries & _FORMS.keys())]
    if any(form.fullmatch(key) for form in forms):
        return False
    return any(form.fullmatch(key + rest) or form.fullmatch(rest + key) for form in forms for rest in _RESTS)
