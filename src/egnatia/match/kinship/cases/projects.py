"""Familias project files (`.fam`, Familias 3): people, pedigrees, the frequency database, the part on disasters.

The file has no grammar but order: one value a line, first the people of the kinship part, then their relations and
pedigrees, then the database, then the part [DVI] with headings in brackets. Read as written by versions 3.2 and 3.3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Final

from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.marker import SILENT, Marker
from egnatia.match.kinship.mutation import Model, Mutation, Transform

#: Mutation models by their number; the fourth is made stationary.
MODELS = (Model.EQUAL, Model.PROPORTIONAL, Model.STEPWISE, Model.STEPWISE, Model.STEPWISE)
STATIONARY = 3

_NUMBER = r"([0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?)"

#: What stands beside the numbers of pedigrees and of alleles.
_THETA = re.compile(rf"Theta/Kinship/Fst: {_NUMBER}")
_DROPOUT = re.compile(rf"Dropout probability = {_NUMBER}")

#: A relation of somebody to another sample of the same person.
_DIRECT = re.compile(r"(\d+).*Direct")


#: The heading over victims and families.
DISASTER: Final = "[DVI]"

#: A number as programs write it where the comma separates decimals.
_COMMA = re.compile(r"-?\d+,\d+")


def with_point(written: str) -> str:
    """Return a number, or an allele such as 9,3, with a decimal point; other text as it is."""
    return written.replace(",", ".") if _COMMA.fullmatch(written.strip()) else written


@dataclass(slots=True)
class Lines:
    """The lines of a file, taken one after another."""

    rows: list[str]
    at: int = 0

    def text(self) -> str:
        """Take the next line, without its quotes.

        Raises:
            CaseError: the file ends.
        """
        if self.at >= len(self.rows):
            raise CaseError(f"line {self.at + 1}: the file ends where more is expected")
        self.at += 1
        return self.rows[self.at - 1].strip().strip('"')

    def number(self, what: str) -> float:
        """Take the next line as a number.

        Raises:
            CaseError: it is none.
        """
        written = self.text()
        try:
            number = float(with_point(written.partition("\t")[0]))
        except ValueError as error:
            raise CaseError(f"line {self.at}: {what} is expected, not {written!r}") from error
        if not isfinite(number):
            raise CaseError(f"line {self.at}: {what} is expected, not {written!r}")
        return number

    def count(self, what: str) -> int:
        """Take the next line as a count."""
        number = self.number(what)
        if number != int(number) or number < 0:
            raise CaseError(f"line {self.at}: {what} is expected, not {number:g}")
        return int(number)

    def skip(self, lines: int) -> None:
        """Pass over lines."""
        for _ in range(lines):
            self.text()

    def beside(self, pattern: re.Pattern[str]) -> float:
        """Return a number that the line just taken gives beside its value, 0 if it does not."""
        found = pattern.search(self.rows[self.at - 1])
        return float(with_point(found[1])) if found else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody of the kinship part."""

    name: str
    is_male: bool
    loses: bool  #: Whether copies of alleles may drop out.
    genotypes: tuple[tuple[int, int, int], ...] = ()  #: Two alleles and the marker, by their places.


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """A pedigree: everybody by place, parents with children, and samples of one person."""

    name: str
    people: tuple[Listed, ...]
    parents: tuple[tuple[int, int], ...]
    same: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project says; the part on disasters is in the lines that are left."""

    people: tuple[Listed, ...]
    pedigrees: tuple[Relations, ...]
    theta: float
    markers: tuple[Marker, ...]
    dropout: tuple[float, ...]  #: Per marker: chance that one copy is not seen, of those whose copies drop out.
    lines: Lines


def read_project(text: str) -> Project:
    """Return the kinship part and the markers of a project.

    Raises:
        CaseError: a line is not what is expected there; its number is named.
        MarkerError: a marker cannot be as it is described.
    """
    lines = Lines(text.lstrip("\ufeff").splitlines())
    if "Familias" not in lines.text():
        raise CaseError("line 1: this is no project of Familias")
    lines.skip(2)
    if not lines.text():
        lines.at += 1
    lines.at -= 1
    people = tuple(_read_listed(lines) for _ in range(lines.count("the number of people")))
    pedigrees = tuple(_read_pedigrees(lines, people))
    if lines.text().startswith("#TRUE#"):
        raise CaseError(f"line {lines.at}: probabilities that were computed before are not read")
    theta = lines.beside(_THETA)
    read = list(_read_markers(lines))
    return Project(
        people=people,
        pedigrees=pedigrees,
        theta=theta,
        markers=tuple(marker for marker, _ in read),
        dropout=tuple(chance for _, chance in read),
        lines=lines,
    )


def _read_listed(lines: Lines) -> Listed:
    name = lines.text()
    lines.skip(1)
    loses = "Consider dropouts" in lines.text()
    lines.skip(1)
    is_male = lines.text() == "#TRUE#"
    genotypes = []
    for _ in range(lines.count("the number of genotypes")):
        one, other, marker = (lines.count(what) for what in ("an allele", "an allele", "a marker"))
        genotypes.append((one, other, marker))
    return Listed(name=name, is_male=is_male, loses=loses, genotypes=tuple(genotypes))


def _read_pedigrees(lines: Lines, people: tuple[Listed, ...]) -> Iterator[Relations]:
    """Yield the pedigrees; where there are none, the relations that are common to all."""
    if lines.text() != "Known relations":
        raise CaseError(f"line {lines.at}: 'Known relations' is expected")
    common = _read_relations(lines, "pedigree", Relations(name="", people=people, parents=()))
    count = lines.count("the number of pedigrees")
    for _ in range(count):
        lines.skip(1)
        yield _read_relations(lines, lines.text(), common)
    if not count:
        yield common


def _read_relations(lines: Lines, name: str, common: Relations) -> Relations:
    """Return a pedigree that begins with another one: women and men without names, then who is whose parent."""
    people, parents, same = list(common.people), list(common.parents), list(common.same)
    for is_male, word in ((False, "women"), (True, "men")):
        for _ in range(lines.count(f"the number of {word} without a name")):
            people.append(Listed(name=f"somebody {len(people) + 1}", is_male=is_male, loses=False))
    for _ in range(lines.count("the number of relations")):
        direct = _DIRECT.match(lines.text())
        if not direct:
            lines.at -= 1
        first, second = int(direct[1]) if direct else lines.count("a parent"), lines.count("a child")
        if max(first, second) >= len(people):
            raise CaseError(f"line {lines.at}: nobody has the number {max(first, second)}")
        (same if direct else parents).append((first, second))
    return Relations(name=name, people=tuple(people), parents=tuple(parents), same=tuple(same))


def _read_markers(lines: Lines) -> Iterator[tuple[Marker, float]]:
    count = lines.count("the number of markers")
    if lines.text() == "#TRUE#":
        lines.skip(1)
    for _ in range(count):
        yield _read_marker(lines)


def _read_marker(lines: Lines) -> tuple[Marker, float]:
    name = lines.text()
    rates = [lines.number("a mutation rate") for _ in range(2)]
    models = [lines.count("a mutation model") for _ in range(2)]
    lines.skip(1)
    ranges = [lines.number("a mutation range") for _ in range(2)]
    seconds = [lines.number("a second mutation rate") for _ in range(2)]
    if max(models) >= len(MODELS):
        raise CaseError(f"line {lines.at}: {name}: mutation model {max(models)} is not known")
    has_silent = lines.text() == "#TRUE#"
    silent = lines.number("the frequency of a silent allele")
    count = lines.count("the number of alleles")
    dropout = lines.beside(_DROPOUT)
    alleles, frequencies = [], []
    for _ in range(count):
        alleles.append(with_point(lines.text()))
        frequencies.append(lines.number("a frequency"))
    if has_silent:
        alleles, frequencies = [*alleles, SILENT], [*frequencies, silent]
    female, male = (
        _mutation(model, rate, second, spread)
        for model, rate, second, spread in zip(models, rates, seconds, ranges, strict=True)
    )
    return Marker(name=name, alleles=tuple(alleles), frequencies=tuple(frequencies), female=female, male=male), dropout


def _mutation(model: int, rate: float, second: float, spread: float) -> Mutation | None:
    if not rate:
        return None
    return Mutation(
        model=MODELS[model],
        rate=rate,
        rate2=second if MODELS[model] is Model.STEPWISE else 0.0,
        range=spread if spread > 0 else 0.1,
        transform=Transform.PM if model == STATIONARY else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands under one heading of the part [DVI]."""

    heading: str
    values: tuple[tuple[str, str], ...]  #: `Name= value`, in order.
    parts: tuple["Part", ...]

    def named(self, heading: str) -> "tuple[Part, ...]":
        """Return the parts below whose headings begin so."""
        return tuple(part for part in self.parts if part.heading.startswith(heading))

    def value(self, name: str) -> str:
        """Return a value.

        Raises:
            CaseError: there is none.
        """
        found = [value for key, value in self.values if key == name]
        if not found:
            raise CaseError(f"[DVI], {self.heading}: {name!r} is missing")
        return found[0]


def has_disaster(text: str) -> bool:
    """Tell whether a project has a part on disaster victims."""
    return any(row.strip() == DISASTER for row in text.splitlines())


def read_parts(lines: Lines) -> Part:
    """Return the part [DVI] as a tree of headings.

    Raises:
        CaseError: there is none.
    """
    rest = [row.strip() for row in lines.rows[lines.at :]]
    if DISASTER not in rest:
        raise CaseError(
            f"the project has no part {DISASTER} of victims and families; its pedigrees are compared by "
            "`egnatia kinship lr`"
        )
    return _read_part(rest, rest.index(DISASTER))[0]


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip("["))


def _read_part(rows: list[str], start: int) -> tuple[Part, int]:
    depth, at = _depth(rows[start]), start + 1
    values: list[tuple[str, str]] = []
    parts: list[Part] = []
    while at < len(rows):
        if rows[at].startswith("["):
            if _depth(rows[at]) <= depth:
                break
            part, at = _read_part(rows, at)
            parts.append(part)
            continue
        key, equals, value = rows[at].partition("=")
        if equals:
            values.append((key.strip(), value.strip()))
        at += 1
    heading = rows[start].strip("[] ")
    return Part(heading=heading, values=tuple(values), parts=tuple(parts)), at
