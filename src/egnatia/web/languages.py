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
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from egnatia.model.values import COUNTRIES


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
#: Words of the law, with the article that wants them.
ARTICLE: Final = re.compile(r"(.+?) \(((?:ETS \d+ )?Arts?\b.+)\)")
#: What stands between reasons, and between a field and its problem.
MARKS: Final = ("; ", ": ")
#: Between the names of a list.
_AND: Final = re.compile(r", | and ")
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


_PLACE: Final = re.compile(r"%\((\w+)\)s")
_FEWEST: Final = 8  #: Characters of its own by which a message with values is known again.


@cache
def words_of(language: Language) -> NullTranslations:
    """Return what the desk says in a language; English says what stands in the code (ADR 0003: package data)."""
    if language is ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _catalogue(language: Language) -> Catalog:
    source = files("egnatia.web") / "locale" / f"{language.tag}.po"
    text = source.read_bytes() if source.is_file() else b""
    return read_po(BytesIO(text), locale=language.locale, abort_invalid=True)


def explained(language: Language, text: str) -> str:
    """Say in a language why something was refused; what has no translation stays English.

    A use case says it in English with its values in it, such as a file number: the message is the one whose
    placeholders fit. Several reasons stand one after the other (`NotLawfulError`), a field before its problem
    (`ParseError`), words before the article that wants them.

    Args:
        language: of the reader.
        text: as the error says it.
    """
    say = words_of(language).gettext
    if language is ENGLISH or say(text) != text:
        return say(text)
    for pattern, said in _patterns(language):
        if found := pattern.fullmatch(text):
            return said % {name: explained(language, value) for name, value in found.groupdict().items()}
    if found := ARTICLE.fullmatch(text):
        return f"{explained(language, found[1])} ({explained(language, found[2])})"
    for mark in MARKS:
        if mark in text:
            return mark.join(explained(language, part) for part in text.split(mark))
    return _named(language, text)


def _named(language: Language, text: str) -> str:
    """Say a country, a label within a sentence, or several of them; what is none of these stays as it is."""
    parts = [_name(language, part) for part in _AND.split(text)]
    if all(parts):
        return format_list([part for part in parts if part], locale=language.locale)
    return text


def _name(language: Language, text: str) -> str | None:
    say = words_of(language).gettext
    if say(text) != text:
        return say(text)
    if code := _territories().get(text):
        return language.locale.territories.get(code)
    label = text[:1].upper() + text[1:]
    said = say(label)
    return None if said == label else said if said[1:2].isupper() else said[:1].lower() + said[1:]


@cache
def _territories() -> Mapping[str, str]:
    return {known["name"]: known["alpha2"] for known in COUNTRIES.values() if "alpha2" in known}


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the messages with values in them, those with the most words of their own first."""
    found = [(message.id, message.string) for message in _catalogue(language) if message.string]
    valued = [(text, said) for text, said in found if isinstance(text, str) and isinstance(said, str) and "%(" in text]
    bare = {text: "".join(_PLACE.split(text)[::2]) for text, _said in valued}
    ranked = sorted(valued, key=lambda pair: -len(bare[pair[0]]))
    return tuple((_pattern(text), said) for text, said in ranked if len(bare[text]) >= _FEWEST)


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a message looks like with any values in it; a value that comes twice is the same both times."""
    words, parts, seen = _PLACE.split(text), "", set[str]()
    for place, part in enumerate(words):
        if place % 2 == 0:
            parts += re.escape(part.replace("%%", "%"))
        else:
            parts += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    return re.compile(parts, re.DOTALL)


def marked(text: str) -> str:
    """Mark a text for translation where it stands in a table; it is translated where it is shown."""
    return text
