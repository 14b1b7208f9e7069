"""What a bench of searching asks of which register: people who are made up, or those of a table."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.ending import Ending
from egnatia.cli.names.search.asking import Entry, Question
from egnatia.cli.names.search.register import draw_register
from egnatia.cli.names.search.slips import in_another_script, letters_of, mistyped, slip

#: The columns of a table; `lang` says which of a person's names is the registered one: `_main`, else the first.
COLUMNS: Final = ("id", "name")
_REGISTERED: Final = "_main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A register, and questions about some people in it."""

    entries: Sequence[Entry]
    typo: Sequence[Question]  #: By the registered name with one letter wrong.
    script: Sequence[Question]  #: By the name as another script has it.


def invented(persons: int, questions: int, seed: int) -> Scene:
    """Draw a register and questions; the same numbers give the same ones."""
    people, rng = draw_register(persons, seed), stream(seed, "questions")
    asked = rng.sample(range(persons), min(questions, persons))
    return Scene(
        entries=[Entry(person.name, person.born) for person in people],
        typo=[Question(no, Entry(mistyped(people[no], rng), people[no].born)) for no in asked],
        script=[Question(no, Entry(in_another_script(people[no], rng), people[no].born)) for no in asked],
    )


def of_table(path: Path, questions: int, seed: int) -> Scene:
    """Read a register from a CSV in UTF-8: `id`, `name`, perhaps `lang` and `birth`; several names of one id.

    One of a person's names is registered, those in other scripts are asked by.

    Raises:
        Ending: it cannot be read.
    """
    rows, rng = _read(path), stream(seed, "questions")
    registered = [_registered(names) for names in rows.values()]
    others = [
        Question(no, Entry(row["name"], row.get("birth") or ""))
        for no, names in enumerate(rows.values())
        for row in names
        if letters_of(row["name"]) != letters_of(registered[no].name)
    ]
    typed = rng.sample(range(len(registered)), min(questions, len(registered)))
    return Scene(
        entries=registered,
        typo=[Question(no, Entry(_slipped(registered[no].name, rng), registered[no].born)) for no in typed],
        script=rng.sample(others, min(questions, len(others))),
    )


def _read(path: Path) -> Mapping[str, list[dict[str, str]]]:
    people: dict[str, list[dict[str, str]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in _rows(csv.DictReader(file, strict=True)):
                people.setdefault(row["id"], []).append(row)
    except UnicodeDecodeError as error:
        raise Ending(f"{path.name} is not in UTF-8 (byte {error.start})") from error
    except (OSError, csv.Error) as error:
        raise Ending(f"{path.name} cannot be read: {error}") from error
    if not people:
        raise Ending(f"{path.name} names nobody")
    return people


def _rows(reader: "csv.DictReader[str]") -> Iterator[dict[str, str]]:
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise Ending(f"the table has no column {', '.join(missing)}")
    for row in reader:
        if not row["id"] or not row["name"]:
            raise Ending(f"line {reader.line_num}: an id and a name are wanted")
        yield row


def _registered(rows: Sequence[Mapping[str, str]]) -> Entry:
    row = next((row for row in rows if row.get("lang") == _REGISTERED), rows[0])
    return Entry(row["name"], row.get("birth") or "")


def _slipped(name: str, rng: Random) -> str:
    """Put a slip into one word of a name, with a letter that stands elsewhere in it."""
    words = name.split()
    place = rng.randrange(len(words))
    words[place] = slip(words[place], [letter for letter in name.lower() if letter.isalpha()] or ["x"], rng)
    return " ".join(words)
