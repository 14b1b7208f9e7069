"""The languages of the desk: which one a reader wants, and what its words are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in one script."""

    tag: str  #: As in HTML and HTTP (RFC 5646).
    name: str  #: As its readers write it.
    locale: Locale  #: Of dates, numbers and sorting.


def _language(tag: str, name: str) -> Language:
    return Language(tag=tag, name=name, locale=Locale.parse(tag, sep="-"))


ENGLISH: Final = _language("en-GB", "English")
#: By tag, in the order in which they are offered.
LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        found.tag: found
        for found in (
            _language("bs", "Bosanski"),
            ENGLISH,
            _language("hr", "Hrvatski"),
            _language("hu", "Magyar"),
            _language("ro", "Română"),
            _language("sq", "Shqip"),
            _language("sr-Latn", "Srpski (latinica)"),
            _language("tr", "Türkçe"),
            _language("bg", "Български"),
            _language("mk", "Македонски"),
            _language("sr-Cyrl", "Српски (ћирилица)"),
            _language("el", "Ελληνικά"),
        )
    }
)
#: Tags that browsers send for a language whose script or name differs here. Montenegro writes Latin first.
_ALSO: Final = MappingProxyType(
    {"sr": "sr-Cyrl", "sr-me": "sr-Latn", "cnr": "sr-Latn", "sh": "sr-Latn", "en": ENGLISH.tag, "mo": "ro"}
)
_RANGE: Final = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")
_MOST: Final = 20  #: Languages that anybody lists.


def wanted(chosen: str, accepted: str) -> Language:
    """Return the language that a reader chose, else the best of those that the browser accepts, else English.

    Args:
        chosen: a tag, or empty.
        accepted: the header Accept-Language (RFC 9110, section 12.5.4); lookup as in RFC 4647, section 3.4.
    """
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    ranges = [found for part in accepted.split(",")[:_MOST] if (found := _RANGE.fullmatch(part))]
    ranked = sorted(ranges, key=lambda found: -float(found[2] or 1))
    return next((known for found in ranked if float(found[2] or 1) and (known := _look_up(found[1]))), ENGLISH)


def _look_up(tag: str) -> Language | None:
    """Find a language by its tag, or by what is left of it when subtags fall off at its end (RFC 4647, 3.4)."""
    parts = tag.lower().split("-")
    by_tag = {known.lower(): known for known in LANGUAGES} | _ALSO
    while parts:
        if known := by_tag.get("-".join(parts)):
            return LANGUAGES[known]
        parts.pop()
    return None


@cache
def words_of(language: Language) -> NullTranslations:
    """Return what the desk says in a language; English says what stands in the code (ADR 0003: package data)."""
    if language is ENGLISH:
        return NullTranslations()
    source = files("egnatia.web") / "locale" / f"{language.tag}.po"
    if not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=language.locale, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)


def marked(text: str) -> str:
    """Mark a text for translation where it stands in a table; it is translated where it is shown."""
    return text
