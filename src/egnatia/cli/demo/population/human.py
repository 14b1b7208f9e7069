"""The invented people themselves: the truth that registers know parts of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import one_of
from egnatia.cli.demo.population.country import Country, Town, country
from egnatia.cli.demo.population.genes import Genes
from egnatia.cli.demo.population.name import name_stock
from egnatia.cli.demo.population.national_number import Birth, national_number
from egnatia.cli.demo.population.romanise import Name
from egnatia.model.identity import CountryCode

_YEAR = 365.25
_MAJORITY = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """One person who does not exist."""

    first: Name
    family: Name
    female: bool
    born: date
    birthplace: Town
    nationality: CountryCode
    father: Name
    mother: Name
    number: str | None  #: The national number of the own country.
    genes: Genes
    asylum: bool = False  #: Seeks protection from the own country.

    def age(self, on: date) -> int:
        """Return the age in whole years."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def is_minor(self, on: date) -> bool:
        """Tell whether the person is under 18."""
        return self.age(on) < _MAJORITY


@dataclass(frozen=True, slots=True)
class Kin:
    """How two of a family are related: the relative is the person's `relation`."""

    person: int
    relative: int
    relation: str


@dataclass(frozen=True, slots=True)
class Family:
    """People of one family who are on record together, and how they are related."""

    people: tuple[Human, ...]
    ties: tuple[Kin, ...]


def draw_human(rng: Random, nationality: CountryCode, today: date) -> Human:
    """Invent one person of a nationality."""
    return _one(rng, country(nationality), today)[0]


def _one(rng: Random, land: Country, today: date) -> tuple[Human, tuple[Name, Name]]:
    """Invent a person; also return the family name in its female and male form."""
    stock = name_stock(land.languages.draw(rng))
    born = today - timedelta(days=int(_age(rng) * _YEAR) + rng.randrange(1, 365))
    forms = one_of(stock.family, rng)
    return _person(rng, land, forms, born), forms


def _age(rng: Random) -> float:
    """Draw an age: a few minors, most adults between twenty and fifty."""
    if rng.random() < parameters.MINORS:
        return rng.uniform(1, _MAJORITY - 1)
    return rng.triangular(parameters.YOUNGEST_ADULT, parameters.OLDEST, 29)


def _person(rng: Random, land: Country, family: tuple[Name, Name], born: date) -> Human:
    stock = name_stock(family[0].language)
    female = rng.random() < 0.3  # noqa: PLR2004 - most people in police registers are men
    first = one_of(stock.female if female else stock.male, rng)
    town = one_of(land.towns, rng)
    return Human(
        first=first,
        family=family[0 if female else 1],
        female=female,
        born=born,
        birthplace=town,
        nationality=land.code,
        father=one_of(stock.male, rng),
        mother=one_of(stock.female, rng),
        number=national_number(land.number, rng, Birth(born, female)),
        genes=Genes(f"{family[1].passport}/{first.passport}/{born}/{town.name.passport}"),
    )


def draw_family(rng: Random, nationality: CountryCode, today: date, size: int) -> Family:
    """Invent a family of which `size` members are on record: brothers and sisters, perhaps with a parent."""
    land = country(nationality)
    founder, forms = _one(rng, land, today)
    first = replace(founder, genes=_inherited(founder, founder))
    if size == 1:
        return Family((first,), ())
    children = [first]
    while len(children) < size:
        children.append(_sibling(rng, land, forms, first, today))
    with_parent = rng.random() < 0.5  # noqa: PLR2004
    people = [_parent(rng, land, forms, first), *children[:-1]] if with_parent else children
    return Family(tuple(people), tuple(_ties(len(people), with_parent=with_parent)))


def _sibling(rng: Random, land: Country, forms: tuple[Name, Name], first: Human, today: date) -> Human:
    born = first.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(400, 3600))
    other = _person(rng, land, forms, min(born, today - timedelta(days=400)))
    return replace(other, father=first.father, mother=first.mother, genes=_inherited(other, first))


def _parent(rng: Random, land: Country, forms: tuple[Name, Name], child: Human) -> Human:
    """Invent the parent whose given name the child's record has; a mother is taken to bear the family's name."""
    born = child.born - timedelta(days=int(rng.uniform(*parameters.PARENT_AGE) * _YEAR))
    parent = _person(rng, land, forms, born)
    first = child.mother if parent.female else child.father
    mother, father = child.genes.parents or _couple(child)
    return replace(parent, first=first, genes=mother if parent.female else father)


def _inherited(child: Human, eldest: Human) -> Genes:
    """Return a child's genes, from the couple whose eldest on record is named."""
    mother, father = eldest.genes.parents or _couple(eldest)
    return mother.child(father, child.genes.of)


def _couple(child: Human) -> tuple[Genes, Genes]:
    """Return the genes of a person's mother and father, who need not be on record."""
    return Genes(f"mother of {child.genes.of}"), Genes(f"father of {child.genes.of}")


def _ties(size: int, *, with_parent: bool) -> Iterator[Kin]:
    """Relate everybody to everybody; the parent, if there is one, comes first."""
    for one, other in combinations(range(size), 2):
        yield Kin(other, one, "parent") if one == 0 and with_parent else Kin(one, other, "sibling")
