"""How well names of other kinds of source are compared: of many languages, in lists, registers and machine zones.

Pairs are drawn from the everyday names of `names_of_the_world.yaml`; the scorer learned nothing from them. Every pair
of one person stands beside strangers who share the family name, the first name, or begin alike. Prints one JSON line
for each kind, and one for all together; with `--worst`, the pairs that were judged worst; with `--csv`, writes all
pairs, so that another program can be measured on them (`name1`, `name2`, `is_match`, `kind`).
"""

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import yaml
from name_kinds import Pair, judge

from egnatia.cli.demo.population.chance import stream
from egnatia.match.merit import merit

PEOPLE: Final = 250
#: Languages whose family names come first, and of these, those that are written without a space.
FAMILY_FIRST: Final = frozenset({"ko", "vi", "zh"})
UNSPACED: Final = frozenset({"ko", "zh"})
CHAINED: Final = ("ar", "bn", "fa", "ps", "ur")
LISTED: Final = ("ar", "ckb", "fa", "ka", "ps", "ru", "ur")
REGISTERED: Final = ("ar", "el", "fa", "hy", "ka", "ru", "ur")
PLACES: Final = 39
TITLES: Final = ("Haji", "Mullah", "Maulavi", "Qari", "Sheikh", "General", "Colonel", "Dr.", "Eng.", "Prof.")
PATRONYMICS: Final = (
    ("Иванович", "Ivanovich"), ("Петрович", "Petrovich"), ("Сергеевич", "Sergeevich"), ("Андреевич", "Andreyevich"),
    ("Николаевич", "Nikolaevich"), ("Дмитриевич", "Dmitrievich"), ("Васильевич", "Vasilyevich"),
)  # fmt: skip
FIRMS: Final = (
    ("Balkan", "Adria", "Vardar", "Dunav", "Danube", "Drina", "Olymp", "Pelister", "Sava", "Rodopi", "Bosfor"),
    ("Cargo", "Petrol", "Metal", "Logistik", "Agro", "Food", "Textil", "Shipping", "Motors", "Gradnja", "Invest"),
    ("d.o.o.", "DOO", "d.o.o. Beograd", "LTD", "GmbH", "A.Ş.", "Sh.p.k.", "EOOD", "S.R.L.", "LLC", "Kft.", "ДООЕЛ", ""),
)  # fmt: skip


class Spelled(NamedTuple):
    """A name in its own script, and its Latin spellings."""

    native: str
    latin: tuple[str, ...]

    def spell(self, rng: Random) -> str:
        """Return one of its Latin spellings."""
        return rng.choice(self.latin)


class Who(NamedTuple):
    """Somebody: own name and perhaps fathers' names, and the family's."""

    given: tuple[Spelled, ...]
    family: Spelled


class Tongue(NamedTuple):
    """What people of one language are called."""

    code: str
    given: tuple[Spelled, ...]
    family: tuple[Spelled, ...]

    def draw(self, rng: Random, given: int = 1) -> Who:
        """Draw somebody."""
        return Who(tuple(rng.sample(self.given, given)), rng.choice(self.family))

    def strangers(self, who: Who, rng: Random) -> list[Who]:
        """Draw others: of the same family who begin alike, of the same first name, and anybody."""
        near = min(rng.sample(self.given, 10), key=lambda name: (name is who.given[0], not _alike(name, who.given[0])))
        more = rng.sample(self.given, len(who.given))
        found = [Who((near, *who.given[1:]), who.family), Who((who.given[0], *more[1:]), rng.choice(self.family))]
        found.append(Who(tuple(more), rng.choice(self.family)))
        return [one for one in found if (one.given[0], one.family) != (who.given[0], who.family)]


#: Writes somebody's name as one register has it.
Writing: TypeAlias = Callable[[Tongue, Who, Random], str]


def _alike(one: Spelled, other: Spelled) -> bool:
    return one.latin[0][0] == other.latin[0][0]


def read_tongues() -> dict[str, Tongue]:
    """Read the names."""
    path = Path(__file__).with_name("names_of_the_world.yaml")
    read = yaml.safe_load(path.read_text("utf-8"))
    return {
        code: Tongue(code, *(tuple(map(partial(_line, code), part[key].splitlines())) for key in ("given", "family")))
        for code, part in read.items()
    }


def _line(code: str, line: str) -> Spelled:
    words = line.split()
    first = 1 if code == "vi" else next(place for place, word in enumerate(words) if _is_latin(word))
    native, *latin = (word.replace("_", " ") for word in (" ".join(words[:first]), *words[first:]))
    return Spelled(native, tuple(latin))


def _is_latin(word: str) -> bool:
    return unicodedata.name(word[0], "?").startswith("LATIN")


def native(spoken: Tongue, who: Who, rng: Random) -> str:
    """Write a name in its own script."""
    words = [*(name.native for name in who.given), who.family.native]
    if spoken.code not in FAMILY_FIRST:
        return " ".join(words)
    return ("" if spoken.code in UNSPACED and rng.random() < 0.7 else " ").join((words[-1], *words[:-1]))  # noqa: PLR2004


def latin(_: Tongue, who: Who, rng: Random) -> str:
    """Write a name in Latin letters, in one of the orders of passports and lists."""
    given, family = " ".join(name.spell(rng) for name in who.given), who.family.spell(rng)
    plain = f"{given} {family}"
    return rng.choice((plain, plain, plain, f"{family.upper()}, {given}", f"{family} {given}"))


def either(spoken: Tongue, who: Who, rng: Random) -> str:
    """Write a name in its own script or in Latin letters."""
    return rng.choice((native, latin))(spoken, who, rng)


def without_father(spoken: Tongue, who: Who, rng: Random) -> str:
    """Write the first and the family name alone."""
    return either(spoken, Who(who.given[:1], who.family), rng)


def as_listed(spoken: Tongue, who: Who, rng: Random) -> str:
    """Write a name as lists of sanctions do: titles, aliases, remarks."""
    text = latin(spoken, Who(who.given[:1], who.family), rng)
    more = who.given[0].spell(rng)
    return rng.choice(
        (text, f"{rng.choice(TITLES)} {text}", f"{text} (a.k.a. {more})", f"{text} aka {who.family.spell(rng)}",
         f'"{text}"', f"{text}, son of {who.given[-1].spell(rng)}", f"{text} (deceased)")
    )  # fmt: skip


def registered(_: Tongue, who: Who, rng: Random) -> str:
    """Write a name as police registers do: fields turned round, the father in brackets, an initial, or left out."""
    own, father, family = (name.spell(rng) for name in (*who.given, who.family))
    return rng.choice(
        (f"{family} ({father}) {own}", f"{family} {father} {own}", f"{family.upper()} {own} od {father}",
         f"{own} {father[0]}. {family}", f"{family}, {own}, {father}", f"{family.upper()}/{own.upper()}",
         f"{own} s/o {father} {family}")
    )  # fmt: skip


def without_fathers(spoken: Tongue, who: Who, rng: Random) -> str:
    """Write the own and the family name, and fathers' names or not."""
    return latin(spoken, Who(who.given[: rng.randint(1, len(who.given))], who.family), rng)


def machine_zone(_: Tongue, who: Who, __: Random) -> str:
    """Write the machine-readable zone: capitals without marks, cut off after 39 places (ICAO 9303-4)."""
    words = [_zone(name.latin[0]) for name in (who.family, *who.given)]
    return f"{words[0]}<<{'<'.join(words[1:])}"[:PLACES].replace("<", " ")


def _zone(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFD", name).upper() if char.isascii())
    return re.sub("[^A-Z]+", "<", plain)


def own_alone(_: Tongue, who: Who, rng: Random) -> str:
    """Write the one name that somebody has."""
    return rng.choice((who.given[0].native, who.given[0].spell(rng)))


def with_patronymic(_: Tongue, who: Who, rng: Random) -> str:
    """Write a Russian name in full, as officials do, or with initials."""
    own, family = who.given[0].native, who.family.native
    father = PATRONYMICS[len(who.given[1].native) % len(PATRONYMICS)][0]
    return rng.choice((f"{family} {own} {father}", f"{own} {father} {family}", f"{family} {own[0]}.{father[0]}."))


def patronymic_or_not(_: Tongue, who: Who, rng: Random) -> str:
    """Write a Russian name in Latin letters, with the patronymic, its initial, or without."""
    own, family = who.given[0].spell(rng), who.family.spell(rng)
    father = PATRONYMICS[len(who.given[1].native) % len(PATRONYMICS)][1]
    return rng.choice(
        (f"{own} {family}", f"{own} {father} {family}", f"{family.upper()} {own}", f"{own} {father[0]}. {family}")
    )


#: For each kind: how the two names are written, of which languages, with how many names before the family's.
KINDS: Final[dict[str, tuple[Writing, Writing, Sequence[str], int]]] = {
    "sanctions list": (latin, as_listed, LISTED, 2),
    "police register": (without_father, registered, REGISTERED, 2),
    "cut machine zone": (either, machine_zone, (*CHAINED, "ru", "vi"), 3),
    "fathers left out": (latin, without_fathers, CHAINED, 3),
    "siblings": (either, latin, (*REGISTERED, "bn"), 2),
    "one name": (own_alone, own_alone, (*CHAINED, "am", "he", "hy", "ka", "ru"), 1),
    "patronymic": (with_patronymic, patronymic_or_not, ("ru",), 2),
}  # fmt: skip


def draw(kind: tuple[Writing, Writing, Sequence[str], int], tongues: dict[str, Tongue], rng: Random) -> list[Pair]:
    """Draw the pairs of one kind."""
    write, write_other, codes, given = kind
    found = []
    for _ in range(PEOPLE):
        spoken = tongues[rng.choice(codes)]
        who = spoken.draw(rng, given)
        one = write(spoken, who, rng)
        found.append(Pair(one, write_other(spoken, who, rng), same=True))
        others = spoken.strangers(who, rng)
        if write_other is own_alone:
            others = [other for other in others if other.given[0] is not who.given[0]]
        found += [Pair(one, write_other(spoken, other, rng), same=False) for other in others]
    return found


def draw_companies(tongues: dict[str, Tongue], rng: Random) -> list[Pair]:
    """Draw companies among persons: joined, in capitals, with another legal form or none."""

    def write(first: str, second: str) -> str:
        name = rng.choice((f"{first} {second}", f"{first}{second}", f"{first}-{second}", f'"{first} {second}"'))
        return f"{name} {rng.choice(FIRMS[2])}".strip()

    found = []
    for _ in range(PEOPLE):
        (first, other), (second, another) = rng.sample(FIRMS[0], 2), rng.sample(FIRMS[1], 2)
        one = write(first, second)
        person = latin(tongues["el"], tongues["el"].draw(rng), rng)
        strangers = (write(other, second), write(first, another), write(other, another), person)
        found.append(Pair(one, write(first, second), same=True))
        found += [Pair(one, stranger, same=False) for stranger in strangers]
    return found


def draw_all(seed: int) -> dict[str, list[Pair]]:
    """Draw the pairs of every kind; the same seed gives the same ones."""
    tongues = read_tongues()
    kinds = dict(KINDS)
    for code in tongues:
        kinds[f"{code} native"] = (native, latin, (code,), 1)
        kinds[f"{code} Latin"] = (latin, latin, (code,), 1)
    found = {name: draw(kind, tongues, stream(seed, name)) for name, kind in kinds.items()}
    return {**found, "companies": draw_companies(tongues, stream(seed, "companies"))}


def tell(kind: str, pairs: Sequence[Pair], scores: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
    """Print the figures of one kind."""
    figures = merit(scores, np.array([pair.same for pair in pairs]))
    told = {"auc": figures.auc, "recall_at_p95": figures.recall_at_p95, "brier": figures.brier}
    print(json.dumps({"kind": kind, "pairs": len(pairs)} | {name: round(value, 4) for name, value in told.items()}))


def write_table(path: Path, drawn: dict[str, list[Pair]]) -> None:
    """Write all pairs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name1", "name2", "is_match", "kind"))
        writer.writerows((*pair[:2], int(pair.same), kind) for kind, pairs in drawn.items() for pair in pairs)


def main() -> int:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="show so many pairs of each kind that were judged worst")
    parser.add_argument("--csv", type=Path, help="write the pairs, and judge nothing")
    arguments = parser.parse_args()
    drawn = draw_all(arguments.seed)
    if arguments.csv:
        write_table(arguments.csv, drawn)
        return 0
    scores = {kind: judge(pairs) for kind, pairs in drawn.items()}
    for kind, pairs in drawn.items():
        tell(kind, pairs, scores[kind])
        by_error = sorted(zip(pairs, scores[kind], strict=True), key=lambda one: one[1] if one[0].same else 1 - one[1])
        for pair, score in by_error[: arguments.worst]:
            print(f"    {score:.3f} {'one' if pair.same else 'two'}  {pair.one}  |  {pair.other}")
    tell("all", [pair for pairs in drawn.values() for pair in pairs], np.concatenate(list(scores.values())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
