"""Linking two registers by the command: how many of those who stand in both are found, how many pairs are right.

Half of each register stand in the other as well: of these four in ten in another script, three in ten with a slip of
the hand, one in ten with the year of birth only. The people are made up. Prints the JSON line of `egnatia match link`.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.names.search.register import Person, draw_register
from egnatia.cli.names.search.slips import in_another_script, mistyped

#: Of those who stand in both, so many are spelt in another script, with a slip, or as they are; and without a day.
_SPELT: Final = {in_another_script: 4, mistyped: 3, None: 3}
_UNDATED: Final = 0.1


def write_register(path: Path, first: int, people: list[Person], rng: Random | None) -> None:
    """Write people with their numbers from `first` on; as another register has them, if there is chance."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "birth_date"))
        for number, person in enumerate(people, first):
            name, born = registered_elsewhere(person, rng) if rng else (person.name, person.born)
            writer.writerow((number, name, born))


def registered_elsewhere(person: Person, rng: Random) -> tuple[str, str]:
    """Return the name and date of birth of somebody as another register may have them."""
    (spell,) = rng.choices(list(_SPELT), weights=list(_SPELT.values()))
    name = spell(person, rng) if spell else person.name
    return name, person.born[:4] if rng.random() < _UNDATED else person.born


def main() -> None:
    """Draw both registers and link them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50_000, help="in each register")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    half = args.persons // 2
    people = draw_register(args.persons + half, args.seed)
    with tempfile.TemporaryDirectory(prefix="egnatia-") as folder:
        one, other = Path(folder) / "one.csv", Path(folder) / "other.csv"
        write_register(one, 0, people[: args.persons], None)
        write_register(other, half, people[half:], stream(args.seed, "elsewhere"))
        command = [sys.executable, "-m", "egnatia.cli", "match", "link", str(one), str(other), "--same-ids", "--json"]
        subprocess.run(command, check=True)  # noqa: S603 - our own program


if __name__ == "__main__":
    main()
