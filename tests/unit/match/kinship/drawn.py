"""Pedigrees, markers and genotypes as hypothesis draws them: small, with loops, inbreeding and missing parents."""

from dataclasses import dataclass, field, replace

from hypothesis import assume
from hypothesis import strategies as st

from egnatia.match.kinship.errors import MarkerError
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex


@dataclass(frozen=True)
class Drawn:
    """One marker on one pedigree with genotypes as positions."""

    pedigree: Pedigree
    marker: Marker
    seen: dict[str, tuple[int, ...]]
    dropout: dict[str, float] = field(default_factory=dict)
    theta: float = 0.0

    @property
    def profiles(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {name: {"L": tuple(self.marker.alleles[place] for place in own)} for name, own in self.seen.items()}

    @property
    def matrices(self) -> list[list[list[float]]]:
        n = len(self.marker.alleles)
        same = [[float(row == column) for column in range(n)] for row in range(n)]
        found = [self.marker.matrix(model) for model in (self.marker.female, self.marker.male)]
        return [same if matrix is None else matrix.tolist() for matrix in found]


@st.composite
def pedigrees(draw: st.DrawFn, most: int = 6) -> Pedigree:
    """People who have parents among those before them; half-siblings, cousins and children of siblings come up."""
    people = [Person(id="1", sex=Sex.MALE), Person(id="2", sex=Sex.FEMALE)]
    for number in range(3, draw(st.integers(3, most)) + 1):
        men = [person.id for person in people if person.sex is Sex.MALE]
        women = [person.id for person in people if person.sex is Sex.FEMALE]
        people.append(
            Person(
                id=str(number),
                father=draw(st.sampled_from([*men, *men, None])),
                mother=draw(st.sampled_from([*women, *women, None])),
                sex=draw(st.sampled_from([Sex.MALE, Sex.FEMALE])),
            )
        )
    inbred = [person.id for person in people if person.is_founder]
    chosen = draw(st.sampled_from([None, None, *inbred]))
    return Pedigree(people=tuple(people), inbreeding=() if chosen is None else ((chosen, 0.25),))


def mutations() -> st.SearchStrategy[Mutation | None]:
    """No mutation, or one of the models."""
    rates = st.sampled_from([0.0, 0.01, 0.2])
    return st.one_of(
        st.none(),
        st.builds(Mutation, model=st.sampled_from([Model.EQUAL, Model.PROPORTIONAL, Model.ONESTEP]), rate=rates),
        st.builds(Mutation, model=st.just(Model.STEPWISE), rate=rates, rate2=rates, range=st.sampled_from([0.1, 0.5])),
    )


@st.composite
def markers(draw: st.DrawFn) -> Marker:
    """A marker of two or three alleles, some of them never seen."""
    weights = draw(st.lists(st.integers(1, 9), min_size=2, max_size=3))
    alleles = ("8", "9", "10", "11")[: len(weights)]
    total = sum(weights)
    return Marker(
        name="L",
        alleles=alleles,
        frequencies=tuple(weight / total for weight in weights),
        chromosome=draw(st.sampled_from(list(Chromosome))),
        female=draw(mutations()),
        male=draw(mutations()),
    )


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> Drawn:
    """A marker on a pedigree, with genotypes of some people."""
    pedigree, marker = draw(pedigrees(most)), draw(markers())
    places = st.integers(0, len(marker.alleles) - 1)
    seen = {}
    for person in pedigree.people:
        if draw(st.booleans()):
            alone = marker.chromosome is Chromosome.X and person.sex is Sex.MALE
            seen[person.id] = tuple(draw(places) for _ in range(1 if alone else 2))
    return Drawn(pedigree=pedigree, marker=marker, seen=seen)


@st.composite
def matrices(draw: st.DrawFn, n: int) -> Mutation:
    """A matrix of somebody's own: any rows of probabilities, zeros among them."""
    rows = []
    for row in range(n):
        weights = [draw(st.integers(0, 4)) + 6 * (row == column) for column in range(n)]
        rows.append(tuple(weight / sum(weights) for weight in weights))
    return Mutation(model=Model.CUSTOM, matrix=tuple(rows))


def exists(marker: Marker) -> bool:
    """Tell whether both mutation models exist for the frequencies: a proportional one does up to some rate."""
    try:
        marker.matrix(marker.female)
        marker.matrix(marker.male)
    except MarkerError:
        return False
    return True


@st.composite
def options(draw: st.DrawFn) -> Drawn:
    """A case with everything that a case file can say: twins, a silent allele, drop-out, own matrices, theta."""
    base = draw(cases(5))
    pedigree, marker = base.pedigree, base.marker
    if draw(st.booleans()):
        marker = replace(marker, female=draw(matrices(len(marker.alleles))), male=draw(matrices(len(marker.alleles))))
    elif draw(st.booleans()):
        shares = tuple(0.9 * share for share in marker.frequencies)
        marker = replace(marker, alleles=(*marker.alleles, "silent"), frequencies=(*shares, 0.1))
    assume(exists(marker))
    seen, born = dict(base.seen), [person for person in pedigree.people if not person.is_founder]
    if draw(st.booleans()) and born:
        one = draw(st.sampled_from(born))
        pedigree = replace(pedigree, people=(*pedigree.people, replace(one, id="t")), twins=((one.id, "t"),))
        if one.id in seen and draw(st.booleans()):
            seen["t"] = seen[one.id]
    lost = {name: draw(st.sampled_from([0.0, 0.1, 0.4])) for name in seen}
    theta = draw(st.sampled_from([0.0, 0.03, 0.2]))
    return Drawn(pedigree=pedigree, marker=marker, seen=seen, dropout=lost, theta=theta)


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """Two markers of two alleles on one pedigree, nobody inbred."""
    pedigree = replace(draw(pedigrees(5)), inbreeding=())
    chromosome, drawn = draw(st.sampled_from(list(Chromosome))), []
    for name in ("L", "M"):
        marker = Marker(
            name=name, alleles=("8", "9"), frequencies=(0.3, 0.7), chromosome=chromosome, female=draw(mutations()),
            male=draw(mutations()),
        )  # fmt: skip
        seen = {}
        for person in pedigree.people:
            if draw(st.booleans()):
                alone = chromosome is Chromosome.X and person.sex is Sex.MALE
                seen[person.id] = tuple(draw(st.integers(0, 1)) for _ in range(1 if alone else 2))
        drawn.append(Drawn(pedigree=pedigree, marker=marker, seen=seen))
    return drawn[0], drawn[1]
