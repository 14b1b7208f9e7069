"""Splits a name into the words that count."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import yaml

from egnatia.match.names.kernels.constants import WORDS
from egnatia.match.names.parameters import ACRONYM, CACHED_NAMES, LONGEST_NAME
from egnatia.match.names.tokens import Token, as_father, token


def _load_words() -> Mapping[str, frozenset[str]]:
    """Read the lists that ship with the package (ADR 0003: package data are code)."""
    loaded: dict[str, list[str]] = yaml.safe_load((files("egnatia.match.names") / "words.yaml").read_text("utf-8"))
    return MappingProxyType({name: frozenset(words) for name, words in loaded.items()})


_LISTS: Final = _load_words()
_PERSONAL: Final = _LISTS["particles"] | _LISTS["titles"]
_INSIDE: Final = _LISTS["particles_inside"]
_FILIATION: Final = _LISTS["filiation"]
_HONORIFICS: Final = _LISTS["honorifics"]
_TWO_SIGNS: Final = _LISTS["two_signs"]

#: What lists say of a person between the names, and after which other names come.
_RELATED: Final = re.compile(r"\b[sdw]\s?/\s?o\b|\b(?:son|daughter|wife|widow) of\b", re.IGNORECASE)
_ALSO: Final = re.compile(
    r"[\s,;:(\[]+(?:(?:(?:good |low )quality )?[afn]\.?\s?k(?:\.\s?|\s)?a\b\.?:?|alias(?:es)?\b:?)", re.IGNORECASE
)
_WITHIN_ALSO: Final = re.compile(r"k\.? ?a")
#: Names of East Asia in signs of their own, without a space: Hangul syllables, or Chinese signs.
_SIGNS: Final = re.compile("[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")

#: 'Servant of' is one name with what follows: Abd al-Rahman, Abdul Rahman, Abdelrahman, عبد الرحمن.
_SERVANT: Final = re.compile(r"\babd(?:[aeou]?l)? (?:(?:al|el|ul|ar|er|ur|as|us) )?|\babd[aeou]l(?=\w\w)")
_ARABIC_SERVANT: Final = re.compile(r"\bعبد (?:ال(?!له\b))?| (?=الله\b)")
#: ... and in the scripts that write the article with it: Abdul.
_JOINED_SERVANT: Final = re.compile(r"\b(?:(عبد)ا?ل|(আব্দ|আবদ)ু[লর]|(अब्द|अबद)ु[लर]) (?=\w)")
#: Whether any of them may be there.
_ANY_SERVANT: Final = re.compile("abd|عبد|الله|আব্?দু|अब्?दु")
#: Letters that machines read as digits, within a word or at its beginning: J0sip, 8ilić.
_READ_DIGIT: Final = re.compile("[01258]")
_DIGIT: Final = re.compile(r"(?<![\w])[01258](?=[^\W\d_]{2})|(?<=[^\W\d_])[01258](?=[^\W\d_])")
_READ_AS: Final = {"0": "o", "1": "l", "2": "z", "5": "s", "8": "b"}
_SPACES: Final = re.compile(r" {2,}")
#: From here on, signs are no letters: one of them is no initial.
_EAST: Final = "\u2e80"
#: A word such as Haji is left out in front of two others.
_WITH_HONORIFIC: Final = 3


@lru_cache(maxsize=CACHED_NAMES)
def person_tokens(name: str) -> tuple[Token, ...]:
    """Read a person's name, or a part of it, as `read_person` does; first and family names repeat."""
    return read_person(name)


def read_person(name: str) -> tuple[Token, ...]:
    """Read the words of a person's name, without particles and titles; if nothing is left, all.

    Ben is a forename in front, and 'son of' inside. Haji is what somebody is called by before two other words.
    """
    words = _split(_RELATED.sub(" ", name) if "/" in name or " of " in name.lower() else name)
    if len(words) == 1 and words[0] >= _EAST:
        words = _apart(words[0])
    fathers = () if _FILIATION.isdisjoint(words) else _fathers(words)
    telling = words if _PERSONAL.isdisjoint(words) else [word for word in words if word not in _PERSONAL]
    if not _INSIDE.isdisjoint(telling):
        telling = [word for place, word in enumerate(telling) if not place or word not in _INSIDE]
    while len(telling) >= _WITH_HONORIFIC and telling[0] in _HONORIFICS:
        telling = telling[1:]
    read = _read(telling or words)
    return tuple([as_father(word) if word.text in fathers else word for word in read]) if fathers else read


def _fathers(words: list[str]) -> frozenset[str]:
    """Return the names that stand behind 'son of', and nowhere else; a particle in front is a name."""
    behind = [after for before, after in pairwise(words[1:]) if before in _FILIATION and after not in _PERSONAL]
    return frozenset(word for word in behind if words.count(word) == behind.count(word))


def person_names(name: str) -> tuple[str, ...]:
    """Return a name and, where it is followed by *a.k.a.* or *alias*, the names after that which have two words."""
    lower = name.lower()
    if "lias" not in lower and not ("k" in lower and _WITHIN_ALSO.search(lower)):  # most names
        return (name,)
    first, *others = map(str.strip, _ALSO.split(name[:LONGEST_NAME]))
    return (first, *[other for other in others if " " in other]) if first else (name,)


def _apart(word: str) -> list[str]:
    """Part the family name, one sign or two, from the given name that follows it."""
    if not _SIGNS.fullmatch(word):
        return [word]
    family = 2 if word[:2] in _TWO_SIGNS and len(word) > len("00") else 1
    return [word[:family], word[family:]]


def _bare(word: str) -> str:
    """Drop the marks on letters, which registers do in capitals."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if unicodedata.category(char) != "Mn")


_LEGAL: Final = frozenset(map(_bare, _LISTS["legal_forms"]))
_BUSINESS: Final = frozenset(map(_bare, _LISTS["business"]))
#: What stands in brackets: often the acronym, or the name in another language.
_BRACKETS: Final = re.compile(r"[(\[\"„“«]([^()\[\]\"„“”«»]{2,})[)\]\"“”»]")


#: Legal forms that no person is called by; those that are names elsewhere (Doo-hwan, Zao) count at an end of the name.
_SURELY: Final = re.compile(
    r"\b(?:d\.o\.o(?:\.e\.l)?|dooel|ltd|limited|l\.?l\.?[cp]|plc|gmbh|sh\.?p\.?k|s\.?r\.?l|s\.?a\.?r\.?l|s\.r\.o|"
    r"e?ood|kft|zrt|nyrt|[ocp]?jsc|corporation|a\.ş|şti|д\.?о\.?о(?:\.?е\.?л)?|е?оод|ооо|оао|зао)\b|"
    r"^(?:ooo|oao|zao|тов)\b|\b(?:doo|inc|corp)\W*$"
)


def is_company(name: str) -> bool:
    """Tell whether a legal form that nobody is called by stands in a name."""
    return _SURELY.search(name[:LONGEST_NAME].lower()) is not None


@lru_cache(maxsize=CACHED_NAMES)
def company_tokens(name: str) -> tuple[Token, ...]:
    """Read the words of an organisation's name, without its legal form and what everybody trades in.

    If nothing is left but these, they count.
    """
    words = _company_words(name)
    named = [word for word in words if _bare(word) not in _LEGAL] or words
    return _read([word for word in named if _bare(word) not in _BUSINESS] or named)


def company_names(name: str) -> tuple[str, ...]:
    """Return a name and, where a part of it stands in brackets, the name without that and the part itself."""
    within = _BRACKETS.search(name[:LONGEST_NAME])
    without = name.replace(within[0], " ", 1).strip() if within else ""
    return (name, without, within[1]) if within and without else (name,)


@lru_cache(maxsize=CACHED_NAMES)
def acronyms(name: str) -> tuple[Token, ...]:
    """Return what an organisation's name may be shortened to: the first letters of its words, legal form left out.

    With the small words or without: Elektroprivreda Crne Gore and ECG, Société de Transport and ST or SDT.
    """
    all_words = [word for word in _company_words(name) if _bare(word) not in _LEGAL]
    telling = [word for word in all_words if _bare(word) not in _BUSINESS]
    least, most = ACRONYM
    found = ("".join(word[0] for word in words) for words in (telling, all_words) if least <= len(words) <= most)
    return _read(list(dict.fromkeys(found)))


def _company_words(name: str) -> list[str]:
    return _split(name[:LONGEST_NAME].replace(".", ""))


def _read(words: list[str]) -> tuple[Token, ...]:
    return tuple([found for word in words[:WORDS] if (found := token(word)).sounds])


def _split(name: str) -> list[str]:
    return words_in(name, LONGEST_NAME)


def words_in(text: str, most: int) -> list[str]:
    """Split a name or a text at everything that is no letter and no mark on one, into words in lower case.

    Args:
        text: any.
        most: characters of it that are read.
    """
    plain = text[:most].casefold()
    if not plain.isascii():
        wide = unicodedata.normalize("NFKC", plain)[:most]
        plain = unicodedata.normalize("NFC", wide.casefold())
    if _READ_DIGIT.search(plain):
        plain = _DIGIT.sub(lambda found: _READ_AS[found[0]], plain)
    spaced = plain.translate(_LETTERS)
    return (_joined(_SPACES.sub(" ", spaced)) if _ANY_SERVANT.search(spaced) else spaced).split()


def _joined(spaced: str) -> str:
    """Join 'servant of' to what follows it."""
    latin = _SERVANT.sub("abd", spaced)
    arabic = _ARABIC_SERVANT.sub(lambda found: found[0].removesuffix("ال").strip(), latin)
    return _JOINED_SERVANT.sub(lambda found: found[1] or found[2] or found[3], arabic)


class _Letters(dict[int, str]):
    """What becomes of each character; found out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _letter_or_space(chr(code))
        return found


def _letter_or_space(char: str) -> str:
    if char.isalpha():
        return char
    category = unicodedata.category(char)
    if category == "Cf":  # marks of direction and joiners do not end a word
        return ""
    return char if category[0] == "M" else " "


_LETTERS: Final = _Letters(dict.fromkeys(map(ord, "'’‘`´ʼʻ′"), ""))
