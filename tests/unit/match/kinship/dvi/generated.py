"""Disasters of any size as they might happen: families who lost somebody, and victims who are mostly theirs."""

from dataclasses import dataclass

import numpy as np

from egnatia.match.kinship.dvi.disaster import Disaster, Family, Victim, pair_by_sex
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

#: Few mutations, of any size, so that nothing is impossible.
STEPWISE = Mutation(model=Model.STEPWISE, rate=0.002, rate2=1e-6, range=0.1)
_ALLELES = tuple(str(number) for number in range(8, 18))


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a disaster is, and how much of the DNA was read."""

    victims: int
    lost: tuple[int, ...]  #: Missing people of each family.
    loci: int = 16
    seed: int = 1
    mutation: Mutation | None = STEPWISE
    parents: bool = False  #: Whether both parents of the missing are typed, in every family.


def disaster_of(size: Size) -> tuple[Disaster, dict[str, str]]:
    """Return a disaster and the truth: victim to missing person, for those who were found.

    Families have a sibling of the missing typed and, in turn, nobody else, the mother, or an uncle; or both parents.
    """
    chance = np.random.default_rng(size.seed)
    weights = np.linspace(2.0, 0.5, len(_ALLELES))
    frequencies = weights / weights.sum()
    markers = tuple(
        Marker(name=f"L{number}", alleles=_ALLELES, frequencies=tuple(frequencies.tolist()), female=size.mutation,
               male=size.mutation)
        for number in range(size.loci)
    )  # fmt: skip
    draw = _Draw(chance, frequencies, size.loci)
    families, bodies = [], []
    for number, lost in enumerate(size.lost):
        family, people = draw.family(f"F{number + 1}", lost, 3 if size.parents else number % 3)
        families.append(family)
        bodies += [(name, family.pedigree.by_id[name].sex, people[name]) for name in family.missing]
    chance.shuffle(bodies)
    found = bodies[: size.victims]
    found += [("", Sex.MALE, draw.founder()) for _ in range(size.victims - len(found))]
    victims = tuple(
        Victim(id=f"V{number + 1}", sex=sex, profile=draw.read(genes)) for number, (_, sex, genes) in enumerate(found)
    )
    truth = {f"V{number + 1}": name for number, (name, _, _) in enumerate(found) if name}
    pairings = pair_by_sex(victims, tuple(families))
    case = Disaster(name="invented", markers=markers, victims=victims, families=tuple(families), pairings=pairings)
    return case, truth


@dataclass(frozen=True)
class _Draw:
    chance: np.random.Generator
    frequencies: np.ndarray
    loci: int

    def founder(self) -> np.ndarray:
        return self.chance.choice(len(_ALLELES), size=(self.loci, 2), p=self.frequencies)

    def child(self, father: np.ndarray, mother: np.ndarray) -> np.ndarray:
        passed = [parent[np.arange(self.loci), self.chance.integers(2, size=self.loci)] for parent in (father, mother)]
        return np.stack(passed, axis=1)

    def read(self, genes: np.ndarray) -> Profile:
        return {f"L{row}": tuple(_ALLELES[place] for place in pair) for row, pair in enumerate(genes.tolist())}

    def family(self, name: str, lost: int, kind: int) -> tuple[Family, dict[str, np.ndarray]]:
        parents = (f"{name}-father", f"{name}-mother")
        missing = tuple(f"{name}-M{number + 1}" for number in range(lost))
        grandparents = self.founder(), self.founder()
        people = {parents[0]: self.child(*grandparents), parents[1]: self.founder()}
        people |= {f"{name}-uncle": self.child(*grandparents)}
        people |= {who: self.child(*(people[one] for one in parents)) for who in (*missing, f"{name}-sibling")}
        sexes = dict(zip(missing, self.chance.permutation([Sex.MALE, Sex.FEMALE] * lost).tolist(), strict=False))
        above = (f"{name}-grandfather", f"{name}-grandmother")
        pedigree = Pedigree(
            people=(
                Person(id=above[0], sex=Sex.MALE),
                Person(id=above[1], sex=Sex.FEMALE),
                Person(id=parents[0], sex=Sex.MALE, father=above[0], mother=above[1]),
                Person(id=parents[1], sex=Sex.FEMALE),
                Person(id=f"{name}-uncle", sex=Sex.MALE, father=above[0], mother=above[1]),
                Person(id=f"{name}-sibling", sex=Sex.FEMALE, father=parents[0], mother=parents[1]),
                *(Person(id=who, sex=Sex(sexes[who]), father=parents[0], mother=parents[1]) for who in missing),
            )
        )
        beside = ((), parents[1:], (f"{name}-uncle",), parents)[kind]
        typed = (f"{name}-sibling", *beside)
        profiles = {who: self.read(people[who]) for who in typed}
        return Family(id=name, pedigree=pedigree, profiles=profiles, missing=missing), people
