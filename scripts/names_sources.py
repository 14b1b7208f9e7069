"""The reference data on names, as pairs to learn from and to measure by: several sources, several sorts of error.

They are read from a directory that is no part of the project (`EGNATIA_REFERENCE_DATA`); nothing of them ships.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import JaroWinkler

#: Words in Chinese characters, kana and hangul are read in another language than the person's own.
EAST_ASIAN = frozenset("zh ja ko cn yue lzh hak nan gan wuu zh-cn zh-hk zh-tw zh-sg zh-hans zh-hant zh-mo".split())  # noqa: SIM905 - reads as a list of codes
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DRAWN = 1500
#: So many of the relatives that a person might have are asked about.
_RELATED = 0.15
#: Words that are nearer than this are one name in two spellings.
_ONE_NAME = 0.9

#: Two words that are one name.
WordPair: TypeAlias = tuple[str, str]


def _seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - draws of a measurement


class NamePair(NamedTuple):
    """Two names, whether they are one person's, and what to group and split them by."""

    one: str
    other: str
    same: bool
    group: str  #: The person asked for.
    language: str


def read_pairs(path: Path) -> list[NamePair]:
    """Read pairs as `everypolitician_pairs.csv` has them."""
    return [
        NamePair(row["name1"], row["name2"], row["is_match"] == "1", row["id1"], row["lang1"]) for row in _rows(path)
    ]


def read_words(path: Path, seen: int = 2) -> list[WordPair]:
    """Read words with their transliteration: Latin, letters with spaces between, how often; or Arabic and Latin."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        first, second, *count = line.split("\t")
        foreign, latin = (second.replace(" ", ""), first) if count else (first, second)
        if min(len(foreign), len(latin)) > 2 and (not count or int(count[0]) >= seen):  # noqa: PLR2004 - short words say little
            found.append((foreign.lower(), latin.lower()))
    return found


class People:
    """Persons with their names in several languages, without those of the pairs that are measured by."""

    def __init__(self, path: Path, without: frozenset[str]) -> None:
        """Read the names of all persons but some."""
        self.names: dict[str, dict[str, str]] = defaultdict(dict)
        self._born: dict[str, str] = {}
        for row in _rows(path):
            if row["id"] not in without and row["lang"] not in EAST_ASIAN:
                self.names[row["id"]].setdefault(row["lang"], row["name"])
                self._born[row["id"]] = row["birth"]
        self._main = {who: names["_main"] for who, names in self.names.items() if "_main" in names}
        self._bearers: dict[str, list[str]] = defaultdict(list)
        for who, name in self._main.items():
            for word in set(_words(name)):
                self._bearers[word].append(who)

    def pairs(self, seed: int, languages: int = 250) -> list[NamePair]:
        """Draw pairs: a name in another language, and people who share a word with it or none.

        Args:
            seed: of the draw.
            languages: so many persons of each language at most.
        """
        draw, asked, found = _seeded(seed), defaultdict[str, int](int), list[NamePair]()
        for who in sorted(self._main, key=lambda _: draw.random()):
            others = [(code, name) for code, name in self.names[who].items() if name.lower() != self._main[who].lower()]
            if not others:
                continue
            language, name = draw.choice(others)
            asked[language] += 1
            if asked[language] <= languages and len(found) < 6 * _DRAWN:
                found.append(NamePair(name, self._main[who], True, who, language))  # noqa: FBT003 - a row of a table
                found += [NamePair(name, other, False, who, language) for other in self._others(who, draw)]  # noqa: FBT003
        return found

    def slips(self, seed: int) -> list[NamePair]:
        """Draw pairs in Latin letters: with a slip, an initial, another order, a word less; and other people."""
        draw, found = _seeded(seed), list[NamePair]()
        plain = sorted(who for who, name in self._main.items() if name.isascii() and len(_words(name)) in {2, 3, 4})
        for who in draw.sample(plain, _DRAWN):
            words = self._main[who].split()
            name = _disturb(words, draw)
            found.append(NamePair(name, self._main[who], True, who, "latin"))  # noqa: FBT003
            strangers = [*self._others(who, draw), *(name for name in _relatives(words) if draw.random() < _RELATED)]
            found += [NamePair(name, other, False, who, "latin") for other in strangers]  # noqa: FBT003
        return found

    def _others(self, who: str, draw: random.Random) -> Iterator[str]:
        """Draw somebody who shares the first word, somebody who shares the last, and anybody."""
        mine = set(_words(self._main[who]))
        first, *_, last = [*_words(self._main[who]), ""][: max(2, len(mine))]
        everybody = list(self._bearers[draw.choice(list(self._bearers))])
        for bearers in (self._bearers.get(first, []), self._bearers.get(last, []), everybody):
            some = [self._main[other] for other in bearers if other != who]
            told = [name for name in some if not (set(_words(name)) <= mine or mine <= set(_words(name)))]
            if told:
                yield draw.choice(told)


def combine(words: Sequence[WordPair], seed: int, language: str) -> list[NamePair]:
    """Put names of two words together: pairs of one name, and of others that share a word and are near in the other."""
    draw, found = _seeded(seed), list[NamePair]()
    near: dict[str, list[WordPair]] = defaultdict(list)
    for pair in words:
        near[pair[1][:1]].append(pair)
    for number in range(_DRAWN):
        first, last, other = (draw.choice(words) for _ in range(3))
        name, group = f"{first[0]} {last[0]}", f"{language}{number}"
        like = [pair[1] for pair in draw.sample(near[last[1][:1]], min(200, len(near[last[1][:1]])))]
        nearest = max(
            (word for word in like if JaroWinkler.similarity(word, last[1]) < _ONE_NAME), key=_near(last[1]), default=""
        )
        found.append(NamePair(name, f"{first[1]} {last[1]}", True, group, language))  # noqa: FBT003
        found += [
            NamePair(name, told, False, group, language)  # noqa: FBT003
            for told in (f"{first[1]} {nearest}", f"{first[1]} {other[1]}", f"{other[1]} {nearest}")
            if other[1] != last[1]
        ]
    return found


def read_popular(directory: Path) -> tuple[list[WordPair], list[NamePair]]:
    """Read the popular names by country: local and romanised words, and names put together from them."""
    first, last = (_popular(directory / f"popular_{part}.csv") for part in ("forenames", "surnames"))
    words = [pair for part in (first, last) for pairs in part.values() for pair in pairs]
    draw, found = _seeded(7), list[NamePair]()
    countries = sorted(set(first) & set(last))
    for number in range(_DRAWN):
        country = draw.choice(countries)
        (given, roman), (family, spelled) = draw.choice(first[country]), draw.choice(last[country])
        (_, other), (_, another) = draw.choice(first[country]), draw.choice(last[country])
        name, group = f"{given} {family}", f"popular{number}"
        found.append(NamePair(name, f"{roman} {spelled}", True, group, country))  # noqa: FBT003
        told = {f"{roman} {another}", f"{other} {spelled}", f"{other} {another}"} - {f"{roman} {spelled}"}
        found += [NamePair(name, each, False, group, country) for each in sorted(told)]  # noqa: FBT003
    return words, found


def _popular(path: Path) -> dict[str, list[WordPair]]:
    found: dict[str, list[WordPair]] = defaultdict(list)
    for row in _rows(path):
        if row["Romanized Name"] and row["Country"] not in {"CN", "JP", "KR", "TW", "HK"}:
            found[row["Country"]].append((row["Localized Name"].strip(), row["Romanized Name"].strip()))
    return found


def _near(word: str) -> Callable[[str], float]:
    return lambda other: JaroWinkler.similarity(word, other)


def _relatives(words: list[str]) -> Iterator[str]:
    """List whom a family may have called so: a father with the son's name for his own, a sister with a brother's."""
    first, *others = words
    if len(words) == 3:  # noqa: PLR2004 - first name, father's name, family name
        yield " ".join([others[0], first, others[1]])
    if len(first) >= 4 and first[-1].lower() not in "aeiouy":  # noqa: PLR2004 - shorter ones seldom have a pair
        yield " ".join([first + "a", *others])
    elif first.lower().endswith("a") and len(first) > 4:  # noqa: PLR2004
        yield " ".join([first[:-1], *others])


def _disturb(words: list[str], draw: random.Random) -> str:
    """Write a name as registers get it wrong."""
    ways = [
        lambda: [_slip(word, draw) if place == 0 else word for place, word in enumerate(words)],
        lambda: [*words[:-1], _slip(words[-1], draw)],
        lambda: words[-1:] + words[:-1],
        lambda: [words[0][0] + ".", *words[1:]],
        lambda: [words[0], words[-1]],
        lambda: ["".join(words[:-1]), words[-1]],
    ]
    return " ".join(draw.choice(ways)())


def _slip(word: str, draw: random.Random) -> str:
    place, letter = draw.randrange(len(word)), draw.choice(_LETTERS)
    return draw.choice(
        [
            word[:place] + word[place + 1 :] or word,
            word[:place] + letter + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        ]
    )


def _words(name: str) -> list[str]:
    return name.lower().split()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
