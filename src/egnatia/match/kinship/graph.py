"""The factor graph of a pedigree: which alleles there are, and which probabilities bind them.

Elston & Stewart 1971 sum over genotypes, person by person. Here the unknowns are finer: the alleles that each person
received, and, where it is cheaper, switches that say which of a parent's two alleles was passed on (the meiosis
indicators of Lander & Green 1987 and Thompson 1974). The likelihood is the sum over all unknowns of the product of
the factors below; `elimination` sums them out one after another. That is peeling over any pedigree: loops need no
breaking, they only make tables larger, and linked markers share a graph in which neighbouring switches recombine.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import TopologicalSorter

import numpy as np

from egnatia.match.kinship.errors import PedigreeError
from egnatia.match.kinship.kernels.arrays import FEMALE, MALE, SWITCH, UNSEEN, Graph, Kind
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A graph that grows."""

    factors: list[tuple[int, tuple[int, ...], int, int, float]] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    slot: int = 0

    def variable(self, role: int) -> int:
        """Add an unknown and return its number."""
        self.roles.append(role)
        self.homes.append(self.slot)
        return len(self.roles) - 1

    def factor(self, kind: Kind, scope: tuple[int, ...], detail: int = 0, value: float = 0.0) -> None:
        """Add what binds some unknowns; `~v` is the other allele of the person who has `v`."""
        self.factors.append((int(kind), scope, self.slot, detail, value))

    def finish(self) -> Graph:
        """Lay the graph out in arrays."""
        kinds, scopes, slots, details, values = zip(*self.factors, strict=True)
        return Graph(
            kinds=np.array(kinds, dtype=np.int64),
            scopes=np.array([(*map(_unknown, scope), -1, -1, -1)[:3] for scope in scopes], dtype=np.int64),
            mirrored=np.array([(*(name < 0 for name in scope), 0, 0, 0)[:3] for scope in scopes], dtype=np.int64),
            slots=np.array(slots, dtype=np.int64),
            details=np.array(details, dtype=np.int64),
            values=np.array(values, dtype=np.float64),
            roles=np.array(self.roles, dtype=np.int64),
            homes=np.array(self.homes, dtype=np.int64),
        )


def _unknown(name: int) -> int:
    """Return the unknown behind an allele, which may be the other one of a genotype."""
    return name if name >= 0 else ~name


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What shapes a graph besides the pedigree."""

    typed: tuple[str, ...]  #: Whom profiles are given for; a person's row in the genotypes is the place here.
    chromosome: Chromosome = Chromosome.AUTOSOMAL
    recombination: tuple[float, ...] = ()  #: Between neighbours of a linked group; its length is one less than theirs.
    blocks: tuple[int, ...] | None = None  #: θ > 0: which founder alleles are copies of one (`coancestry`).
    mutates: bool = True  #: Whether alleles mutate at any marker; if not, a copy is the same unknown.
    certain: bool = False  #: Whether all genotypes are as they were read: of two alleles, one says which the other is.

    @property
    def linked(self) -> bool:
        """Whether several markers share the graph."""
        return bool(self.recombination)


@lru_cache(maxsize=4096)
def build_graph(pedigree: Pedigree, layout: Layout) -> Graph | None:
    """Return the factor graph; None if nobody is typed, so that the likelihood is one.

    Raises:
        PedigreeError: somebody typed is not in the pedigree, or an X marker meets an unknown sex.
    """
    builder = _Builder(pedigree, layout)
    for slot in range(len(layout.recombination) + 1):
        builder.add_marker(slot)
    return builder.draft.finish() if builder.draft.factors else None


def founder_alleles(pedigree: Pedigree, layout: Layout) -> int:
    """Count the founder alleles that matter, which θ relates to one another."""
    builder = _Builder(pedigree, Layout(typed=layout.typed, chromosome=layout.chromosome, blocks=()))
    builder.add_marker(0)
    return builder.founders


class _Builder:
    """Walks a pedigree from the founders down and writes what binds parents and children."""

    def __init__(self, pedigree: Pedigree, layout: Layout) -> None:
        self.layout = layout
        self.draft = _Draft()
        self.is_x = layout.chromosome is Chromosome.X
        self.one = {name: group[0] for group in pedigree.twins for name in group}
        self.inbreeding = dict(pedigree.inbreeding)
        self.known = pedigree.by_id
        self.typed: dict[str, list[int]] = {}
        for row, name in enumerate(layout.typed):
            if name not in self.known:
                raise PedigreeError(f"a profile is given for {name}, who is not in the pedigree")
            self.typed.setdefault(self.one.get(name, name), []).append(row)
        self.children: dict[str, int] = {}
        self.people = self._relevant()
        self.switches: dict[tuple[str, str], list[int]] = {}
        self.blocks: dict[int, int] = {}
        self.first = self._first_children()
        self.founders = 0
        self.certain = self._certain(pedigree) if layout.certain else frozenset[str]()

    def parents(self, person: Person) -> list[tuple[str | None, int]]:
        """Return from whom a person has alleles, with the sex: on X, a man has his mother's only."""
        mother = (self.one.get(person.mother, person.mother) if person.mother else None, FEMALE)
        father = (self.one.get(person.father, person.father) if person.father else None, MALE)
        return [mother] if self.is_x and person.sex is Sex.MALE else [father, mother]

    def _relevant(self) -> list[Person]:
        """Return who is typed or has typed descendants, parents first: all others sum to one."""
        people = [person for name, person in self.known.items() if self.one.get(name, name) == name]
        above = {person.id: [name for name, _ in self.parents(person) if name] for person in people}
        kept: list[Person] = []
        for name in reversed(list(TopologicalSorter(above).static_order())):
            if name not in self.typed and name not in self.children:
                continue
            if self.is_x and self.known[name].sex is Sex.UNKNOWN:
                raise PedigreeError(f"the sex of {name} is unknown, which an X-linked marker needs")
            kept.append(self.known[name])
            for parent in above[name]:
                self.children[parent] = self.children.get(parent, 0) + 1
        return kept[::-1]

    def _first_children(self) -> dict[str, str]:
        """Return for each founder the child who is said to have the first allele: a typed one, if there is one."""
        first: dict[str, str] = {}
        for person in self.people:
            for parent, _ in self.parents(person):
                if parent is None or not self.known[parent].is_founder:
                    continue
                if parent not in first or (person.id in self.typed and first[parent] not in self.typed):
                    first[parent] = person.id
        return first

    def _certain(self, pedigree: Pedigree) -> frozenset[str]:
        """Return who has two alleles and was read once: which of the two is which, one unknown says."""
        once = {name for name, rows in self.typed.items() if len(rows) == 1 and not self.inbreeding.get(name)}
        males = {person.id for person in pedigree.people if person.sex is Sex.MALE}
        return frozenset(once - males if self.is_x else once)

    def add_marker(self, slot: int) -> None:
        """Write the alleles of one marker."""
        self.draft.slot = slot
        self.phases: dict[str, int] = {}
        self.alleles: dict[str, tuple[int, ...]] = {}
        self.gametes: dict[str, list[int]] = {}
        for person in self.people:
            if person.is_founder:
                self._found(person)
            else:
                self.alleles[person.id] = tuple(
                    self._receive((person.id, parent), sex) for parent, sex in self.parents(person)
                )
            self._see(person.id)
        for name, drawn in self.gametes.items():
            kind = Kind.GAMETES if len(drawn) > 1 else Kind.GAMETE
            self.draft.factor(kind, tuple(drawn), MALE if self.known[name].sex is Sex.MALE else FEMALE)

    def _role(self, name: str) -> int:
        return self.typed.get(name, [UNSEEN])[0]

    def _found(self, person: Person) -> None:
        """Give a founder alleles of the population, or leave them out where sums over them are known."""
        copies = 1 if self.is_x and person.sex is Sex.MALE else 2
        coefficient = self.inbreeding.get(person.id, 0.0)
        free = person.id not in self.typed and not coefficient
        few = 1 if self.layout.linked or copies == 1 else 2
        if free and self.layout.blocks is None and self.children[person.id] <= few:
            self.gametes[person.id] = []
            return
        if coefficient and copies > 1:
            drawn = (self._own(person.id), self._own(person.id))
            self.founders += copies
            self.draft.factor(Kind.INBRED, drawn, value=coefficient)
            self.alleles[person.id] = drawn
            return
        if free and self.children[person.id] == 1:
            copies = 1
        self.alleles[person.id] = tuple(self._draw(person.id) for _ in range(copies))

    def _own(self, name: str) -> int:
        """Return a new unknown allele of a person; the second of a genotype that is certain follows from the first."""
        first = self.phases.get(name)
        if first is not None:
            return ~first
        made = self.draft.variable(self._role(name))
        if name in self.certain:
            self.phases[name] = made
        return made

    def _draw(self, name: str) -> int:
        """Return the variable of the next allele from the population; with θ, alleles of a block are one."""
        number = self.founders
        self.founders += 1
        if not self.layout.blocks:
            variable = self._own(name)
        elif self.layout.blocks[number] in self.blocks:
            return self.blocks[self.layout.blocks[number]]
        else:
            variable = self.blocks[self.layout.blocks[number]] = self.draft.variable(UNSEEN)
        self.draft.factor(Kind.FOUNDER, (variable,))
        return variable

    def _receive(self, meiosis: tuple[str, str | None], sex: int) -> int:
        """Return the allele that a child received, bound to those of the parent."""
        name, parent = meiosis
        if parent is None:
            return self._draw(name)
        if parent in self.gametes:
            child = self._own(name)
            self.gametes[parent].append(child)
            return child
        if len(set(self.alleles[parent])) == 1:
            return self._copy((name, parent), sex)
        if parent in self.typed and not self.layout.linked:
            child = self._own(name)
            if parent in self.certain:
                self.draft.factor(Kind.FROM_SEEN, (child,), 2 * self._role(parent) + sex)
            else:
                self.draft.factor(Kind.MEIOSIS, (*self.alleles[parent], child), sex)
            return child
        # A founder's two alleles can be exchanged, so that one child may be said to have the first: half the work.
        if self.first.get(parent) == name and not self.layout.linked:
            return self._copy((name, parent), sex)
        child = self._own(name)
        self._switch((name, parent), child, sex)
        return child

    def _copy(self, meiosis: tuple[str, str], sex: int) -> int:
        """Return the allele of a child who received a parent's first: the same unknown if nothing mutates."""
        name, source = meiosis[0], self.alleles[meiosis[1]][0]
        if self.layout.mutates or name in self.phases:
            child = self._own(name)
            self.draft.factor(Kind.COPY, (source, child), sex)
            return child
        if source >= 0 and self.draft.roles[source] == UNSEEN:
            self.draft.roles[source] = self._role(name)
            if name in self.certain:
                self.phases[name] = source
        return source

    def _switch(self, meiosis: tuple[str, str], child: int, sex: int) -> None:
        """Bind a child's allele to the one of the parent's two that a switch points at."""
        switch = self.draft.variable(SWITCH)
        for side, variable in enumerate(self.alleles[meiosis[1]]):
            self.draft.factor(Kind.PASSED, (variable, switch, child), 2 * sex + side)
        earlier = self.switches.setdefault(meiosis, [])
        if earlier:
            fraction = self.layout.recombination[self.draft.slot - 1]
            self.draft.factor(Kind.RECOMBINE, (earlier[-1], switch), value=fraction)
        earlier.append(switch)

    def _see(self, name: str) -> None:
        """Bind alleles to what was seen of them; monozygotic twins were seen twice."""
        for row in self.typed.get(name, ()):
            mine = self.alleles[name]
            if len(mine) == 1:
                self.draft.factor(Kind.SINGLE, mine, row)
            elif len(set(mine)) == 1:
                self.draft.factor(Kind.DOUBLE, mine[:1], row)
            elif mine[0] != ~mine[1]:
                self.draft.factor(Kind.PAIR, mine, row)


def fair_coins(graph: Graph) -> int:
    """Count the switches that no earlier marker decides; each halves the sum."""
    return int(np.sum((graph.roles == SWITCH) & (graph.homes == 0)))
