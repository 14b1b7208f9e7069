"""Writes which names are well known, for the names engine: `src/egnatia/match/names/known.txt`.

Run it from the root of the repository where the package Faker is installed (40.54 was; its lists of names are under the
MIT licence), with `EGNATIA_REFERENCE_DATA` naming the reference data: popular names by country
(sigpwned/popular-names-by-country-dataset, CC0-1.0). Names that only the package's own list of nicknames has are added.
"""

import csv
import os
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib import import_module
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final

import yaml
from faker.providers import person  # type: ignore[import-not-found] # no part of the project

from egnatia.match.names.kernels.layout import NAMED
from egnatia.match.names.known import UNVOWELLED, numbers_of
from egnatia.match.names.transliterate import is_abjad, readings
from egnatia.match.names.words import words_in

ROOT: Final = Path(__file__).resolve().parents[1]
DATA: Final = ROOT / os.environ.get("EGNATIA_REFERENCE_DATA", "../shared/data") / "names"
PACKAGE: Final = ROOT / "src" / "egnatia" / "match" / "names"
#: Of a list, so many names; those that say how often stand first.
MOST: Final = 200
#: Names of these lists are of one or two syllables in signs of their own, each like many others.
WITHOUT: Final = frozenset({"ja_JP", "ko_KR", "zh_CN", "zh_TW", "th_TH", "vi_VN", "is_IS"})
_LISTS: Final = {"first_names_female": "w", "first_names_male": "m", "first_names": "", "last_names": ""}
_SHORT: Final = 3
#: First names of one sex are so in so many of the lists that have them.
_FOUR_FIFTHS: Final = 0.8


def of_faker() -> Iterator[tuple[str, str]]:
    """Yield the names of Faker, and whose they are: a woman's, a man's, anybody's."""
    for language in pkgutil.iter_modules(person.__path__):
        if not language.ispkg or language.name in WITHOUT:
            continue
        provider = import_module(f"{person.__name__}.{language.name}").Provider
        for part in dir(provider):
            if part.startswith(("first_names", "last_names", "male_last_names", "unisex_last_names")):
                yield from ((name, _LISTS.get(part, "")) for name in _some(getattr(provider, part)))


def _some(listed: object) -> Iterable[str]:
    if isinstance(listed, dict):
        return sorted(listed, key=lambda name: -listed[name])[:MOST]
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, Iterable) else []
    return islice(sorted(names) if isinstance(listed, AbstractSet) else names, MOST)


def of_countries() -> Iterator[tuple[str, str]]:
    """Yield the popular names by country, as they are written there and in Latin letters."""
    for part in ("forenames", "surnames"):
        with (DATA / f"popular_{part}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["Country"] not in {"CN", "JP", "KR", "TW", "HK", "VN", "KH"}:
                    whose = {"F": "w", "M": "m"}.get(row.get("Gender", ""), "")
                    yield row["Localized Name"], whose
                    yield row["Romanized Name"], whose


def of_families() -> Iterator[tuple[str, str]]:
    """Yield the names of the list of nicknames."""
    listed: list[list[str]] = yaml.safe_load((files("egnatia.match.names") / "nicknames.yaml").read_text("utf-8"))
    yield from ((name, "") for names in listed for name in names)


def _mark(borne: Mapping[str, int]) -> str:
    """Return whose first name a word is: w for women, m for men, b for both, - if no list says."""
    women, men = borne.get("w", 0), borne.get("m", 0)
    if max(women, men) < _FOUR_FIFTHS * (women + men):
        return "b"
    return "w" if women > men else "m" if men else "-"


def main() -> None:
    """Write how each name sounds, and by whom it is borne, if it is known to be a first name."""
    borne = defaultdict[str, Counter[str]](Counter)
    numbers = defaultdict[str, dict[int, None]](dict)
    for name, whose in (*of_faker(), *of_countries(), *of_families()):
        words = words_in(name, 100)
        if len(words) == 1 and len(words[0]) >= _SHORT and (heard := readings(words[0])):
            mark = UNVOWELLED * is_abjad(words[0])
            borne[mark + heard[0]][whose] += 1
            numbers[mark + heard[0]] |= dict.fromkeys([one for reading in heard for one in numbers_of(mark + reading)])
    lines = [f"{word} {_mark(borne[word])} {' '.join(map(str, [*numbers[word]][:NAMED]))}" for word in sorted(borne)]
    (PACKAGE / "known.txt").write_text("\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    main()
