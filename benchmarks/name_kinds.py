"""How well names are compared that are changed in one way each: what no list of office holders has enough of.

People are made up from the lists of names that ship with the demo. Each kind of pair is drawn with its own strangers:
somebody with the same family name, somebody with the same given names, somebody else whose name is near, and, where
names have a father's name in them, father and son. Prints one JSON line for each kind: area under the curve, recall at
95 % precision, Brier score; and, with `--worst`, the pairs that were judged worst.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

import numpy as np

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.name import patronymic
from egnatia.cli.demo.population.romanise import Hand, Name, mrz_spelling, spell
from egnatia.cli.names.search.slips import slip
from egnatia.cli.names.search.stock import Tongue, tongue
from egnatia.match.merit import merit
from egnatia.match.names.align import name_probability, weigh_names
from egnatia.match.names.forms import name_form

PEOPLE = 400
CHAINED = ("ar", "fa", "ps", "ur", "bn", "ne")
BALKAN = ("sr", "hr", "bs", "sl", "mk", "bg", "el", "sq", "tr", "ro", "hu")
IBERIAN_GIVEN = "José Luis María Carmen Antonio Manuel Ana Isabel Francisco Javier Juan Carlos Miguel Ángel Pilar João Paulo Teresa Rui".split()  # noqa: SIM905, E501 - reads as a list of names
IBERIAN_FAMILY = "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Serrano Molina Ferreira Almeida Carvalho Figueiredo".split()  # noqa: SIM905, E501 - likewise


class Person(NamedTuple):
    """Somebody: given name, father's and perhaps grandfather's names, family name."""

    given: Name
    fathers: tuple[Name, ...]
    family: Name


class Pair(NamedTuple):
    """Two names, and whether they are one person's."""

    one: str
    other: str
    same: bool


#: Writes a person's name as it is registered, and as it comes in a question.
Writing = Callable[[Person, Random], tuple[str, str]]


def person(spoken: Tongue, rng: Random, fathers: int = 0) -> Person:
    """Draw somebody."""
    given, family = spoken.given.draw(rng, 1)[0], spoken.family.draw(rng, 1)[0]
    return Person(
        spoken.name(given),
        tuple(spoken.name(name) for name in (spoken.fathers.draw(rng, fathers) if fathers else ())),
        spoken.name(family),
    )


def native(who: Person) -> str:
    """Write the whole name in its own script."""
    return " ".join(name.native for name in (who.given, *who.fathers, who.family))


def latin(who: Person) -> str:
    """Write the whole name as in a passport."""
    return " ".join(name.passport for name in (who.given, *who.fathers, who.family))


def plain(text: str) -> str:
    """Drop the marks of letters."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def machine_zone(who: Person, _: Random) -> tuple[str, str]:
    """Against the machine-readable zone: family name first, capitals without marks, 39 places (ICAO 9303-4)."""
    zone = f"{mrz_spelling(who.family)}<<{mrz_spelling(who.given)}".replace(" ", "<").replace("-", "<")
    return native(who), zone[:39].replace("<", " ")


def by_ear(who: Person, rng: Random) -> tuple[str, str]:
    """Against what a clerk of another country wrote by ear."""
    code = rng.choice(("sr", "bg", "mk", "el", "gaj", "tr", "sq", "ro", "de", "hu"))
    return native(who), " ".join(spell(name, code, Hand.EAR) for name in (who.given, who.family))


_LOOKS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8", "Z": "2", "g": "q"})


def scanned(who: Person, rng: Random) -> tuple[str, str]:
    """Against a bad scan: letters taken for others that look like them, m for rn, a space too many."""
    text = plain(latin(who))
    places = [place for place, char in enumerate(text) if char in "OolISBZg"]
    wrong = set(rng.sample(places, min(len(places), 1 + (rng.random() < 0.3))))  # noqa: PLR2004 - one, or two
    read = "".join(char.translate(_LOOKS) if place in wrong else char for place, char in enumerate(text))
    return native(who), read.replace("m", "rn", 1) if rng.random() < 0.3 else read  # noqa: PLR2004 - a third


def typed(who: Person, rng: Random) -> tuple[str, str]:
    """Against the Latin spelling with a slip in one word."""
    words = plain(latin(who)).split()
    place = rng.randrange(len(words))
    words[place] = slip(words[place], "abcdefghijklmnoprstuvz", rng)
    return latin(who), " ".join(words)


def fathers_dropped(who: Person, _: Random) -> tuple[str, str]:
    """The chain of fathers' names against the own and the family name."""
    return native(who), f"{who.given.passport} {who.family.passport}"


def patronymic_dropped(who: Person, rng: Random) -> tuple[str, str]:
    """Given name, patronymic and family name against two of them in Latin."""
    father = patronymic(who.fathers[0].native, female=False)
    return f"{who.given.native} {father} {who.family.native}", " ".join(
        [who.given.passport, who.family.passport][:: rng.choice((1, -1))]
    )


def married(who: Person, rng: Random) -> tuple[str, str]:
    """Two family names against one of them."""
    other = tongue(who.family.language)
    second = other.name(other.family.draw(rng, 1)[0])
    joined = rng.choice(("-", " "))
    kept = rng.choice((who.family, second))
    return f"{who.given.native} {who.family.native}{joined}{second.native}", f"{who.given.passport} {kept.passport}"


def joined(who: Person, rng: Random) -> tuple[str, str]:
    """Two given names against both in one word, family name first in capitals."""
    spoken = tongue(who.given.language)
    second = spoken.name(spoken.given.draw(rng, 1)[0])
    given = f"{who.given.passport}{second.passport}"
    return f"{who.given.native} {second.native} {who.family.native}", f"{who.family.passport} {given}".upper()


def listed(who: Person, rng: Random) -> tuple[str, str]:
    """As lists of sanctions write: family name first in capitals, a title, the father's name in brackets."""
    family, title = who.family.passport.upper(), rng.choice(("", "Mr. ", "Dr. ", "Sheikh "))
    middle = "".join(f" ({name.passport})" for name in who.fathers[:1])
    return native(who), f"{title}{family}, {who.given.passport}{middle}"


_ROMANISED = (
    ("ou", "u"), ("u", "ou"), ("oo", "u"), ("ee", "i"), ("i", "ee"), ("kh", "h"), ("gh", "q"), ("q", "gh"), ("y", "i"),
    ("mm", "m"), ("ss", "s"), ("ei", "ai"), ("e", "a"), ("a", "e"), ("ah$", "a"), ("a$", "ah"), ("sh", "ch"),
    ("w", "v"), ("v", "w"), ("dh", "z"), ("th", "s"), ("j", "dj"), ("h", ""), ("aa", "a"), ("z", "dh"),
    ("ay", "ai"), ("ph", "f"),
)  # fmt: skip


def romanised(who: Person, rng: Random) -> tuple[str, str]:
    """One Latin spelling of a name of another script against another: two to four habits changed."""
    text = latin(who).lower()
    for before, after in rng.sample(_ROMANISED, 9):
        changed = re.sub(before, after, text, count=1)
        text = changed if rng.random() < 0.6 else text  # noqa: PLR2004 - a good half
    return latin(who), text.title()


KINDS: Mapping[str, tuple[Writing, tuple[str, ...], int]] = {
    "machine zone": (machine_zone, BALKAN, 0),
    "by ear": (by_ear, BALKAN, 0),
    "scanned": (scanned, BALKAN, 0),
    "typed": (typed, BALKAN, 0),
    "fathers dropped": (fathers_dropped, CHAINED, 2),
    "patronymic dropped": (patronymic_dropped, ("bg",), 1),
    "married": (married, BALKAN, 0),
    "two names in one": (joined, BALKAN, 0),
    "as listed": (listed, (*BALKAN, *CHAINED), 1),
    "romanised": (romanised, CHAINED, 1),
    "native against Latin": (lambda who, _: (native(who), latin(who)), CHAINED, 1),
}


def draw_pairs(kind: str, rng: Random) -> list[Pair]:
    """Draw the pairs of one kind, three strangers or more to each."""
    writing, languages, fathers = KINDS[kind]
    found = []
    for _ in range(PEOPLE):
        spoken = tongue(rng.choice(languages))
        who = person(spoken, rng, fathers)
        one, other = writing(who, rng)
        found.append(Pair(one, other, same=True))
        found += [Pair(one, writing(stranger, rng)[1], same=False) for stranger in strangers(who, spoken, rng)]
    return found


def strangers(who: Person, spoken: Tongue, rng: Random) -> list[Person]:
    """Draw others: of the same family name, of the same given names, with the given names turned round, and anybody."""
    other = person(spoken, rng, len(who.fathers))
    near = min(
        (person(spoken, rng, len(who.fathers)) for _ in range(20)),
        key=lambda one: (one.family.native[:2] != who.family.native[:2], one.given.native[:1] != who.given.native[:1]),
    )
    found = [Person(other.given, other.fathers, who.family), Person(who.given, who.fathers, other.family), near]
    if who.fathers:
        found.append(Person(who.fathers[0], (who.given, *who.fathers[1:]), who.family))
    return [one for one in found if (one.given, one.family) != (who.given, who.family)]


def iberian(rng: Random) -> list[Pair]:
    """Draw long names of Spain and Portugal, of which one given and one family name may be left out."""
    found = []
    for _ in range(PEOPLE):
        given, (*family, third, fourth) = rng.sample(IBERIAN_GIVEN, 2), rng.sample(IBERIAN_FAMILY, 4)
        short = [rng.choice((given[0], " ".join(given))), rng.choice((family[0], " ".join(family)))]
        whole = " ".join((*given, *family))
        found.append(Pair(whole, plain(" ".join(short)), same=True))
        others_given = rng.sample([name for name in IBERIAN_GIVEN if name not in given], 2)
        found += [
            Pair(whole, plain(f"{others_given[0]} {' '.join(family)}"), same=False),
            Pair(whole, plain(f"{given[0]} {third} {fourth}"), same=False),
            Pair(whole, plain(f"{given[0]} {others_given[0]} {third} {family[1]}"), same=False),
        ]
    return found


def judge(pairs: list[Pair]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the probability of each pair."""
    return np.array([probability_of(pair) for pair in pairs])


def probability_of(pair: Pair) -> float:
    """Return the probability that two names are one person's."""
    ours, theirs = name_form(pair.one), name_form(pair.other)
    return name_probability(weigh_names(ours, theirs)) if ours and theirs else 0.0


def main() -> int:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="show so many pairs of each sort that were judged worst")
    arguments = parser.parse_args()
    drawn = {kind: draw_pairs(kind, stream(arguments.seed, kind)) for kind in KINDS}
    for kind, pairs in (*drawn.items(), ("Iberian", iberian(stream(arguments.seed, "Iberian")))):
        scores = judge(pairs)
        figures = merit(scores, np.array([pair.same for pair in pairs]))
        told = {"auc": figures.auc, "recall_at_p95": figures.recall_at_p95, "brier": figures.brier}
        print(json.dumps({"kind": kind, "pairs": len(pairs)} | {name: round(value, 4) for name, value in told.items()}))
        by_error = sorted(zip(pairs, scores, strict=True), key=lambda one: one[1] if one[0].same else 1 - one[1])
        for pair, score in by_error[: arguments.worst]:
            print(f"    {score:.3f} {'one' if pair.same else 'two'}  {pair.one}  |  {pair.other}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
