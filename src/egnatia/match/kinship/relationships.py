"""The usual relationships of two people: as pedigrees, and as coefficients of sharing by descent.

κ0, κ1, κ2 are the probabilities that two people who are not inbred share no, one or two alleles by descent (Cotterman
1940; Thompson 1975, Ann Hum Genet 39:173-188). They decide what a pair says at unlinked autosomal markers that do not
mutate; everything else needs the pedigree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.pedigree import Pedigree, Person
from egnatia.match.kinship.ratio import Comparison, Hypothesis, compare

#: The two people of a pair in the pedigrees below.
A, B = "A", "B"

#: id, one parent, the other; everybody's sex is unknown, which autosomal markers do not mind.
Rows = tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """How two people, A and B, may be related."""

    name: str
    kappa: tuple[float, float, float]
    rows: Rows
    twins: bool = False

    @property
    def pedigree(self) -> Pedigree:
        """The pedigree that makes A and B so."""
        people = tuple(Person(id=name, father=father, mother=mother) for name, father, mother in self.rows)
        return Pedigree(people=people, twins=((A, B),) if self.twins else ())


_PARENTS: Rows = (("f", None, None), ("m", None, None))

RELATIONSHIPS: Mapping[str, Relationship] = MappingProxyType(
    {
        item.name: item
        for item in (
            Relationship(name="unrelated", kappa=(1, 0, 0), rows=((A, None, None), (B, None, None))),
            Relationship(
                name="twins", kappa=(0, 0, 1), rows=(*_PARENTS, (A, "f", "m"), (B, "f", "m")), twins=True
            ),
            Relationship(name="parent", kappa=(0, 1, 0), rows=((A, None, None), (B, A, None))),
            Relationship(name="siblings", kappa=(0.25, 0.5, 0.25), rows=(*_PARENTS, (A, "f", "m"), (B, "f", "m"))),
            Relationship(name="half-siblings", kappa=(0.5, 0.5, 0), rows=(*_PARENTS, (A, "f", None), (B, "f", None))),
            Relationship(
                name="grandparent", kappa=(0.5, 0.5, 0), rows=((A, None, None), ("c", A, None), (B, "c", None))
            ),
            Relationship(
                name="uncle", kappa=(0.5, 0.5, 0), rows=(*_PARENTS, (A, "f", "m"), ("c", "f", "m"), (B, "c", None))
            ),
            Relationship(
                name="cousins", kappa=(0.75, 0.25, 0),
                rows=(*_PARENTS, ("c", "f", "m"), ("d", "f", "m"), (A, "c", None), (B, "d", None)),
            ),
            Relationship(
                name="half-cousins", kappa=(0.875, 0.125, 0),
                rows=(*_PARENTS, ("c", "f", None), ("d", "f", None), (A, "c", None), (B, "d", None)),
            ),
            Relationship(
                name="double cousins", kappa=(9 / 16, 6 / 16, 1 / 16),
                rows=(
                    *_PARENTS, ("g", None, None), ("n", None, None), ("c", "f", "m"), ("d", "f", "m"),
                    ("h", "g", "n"), ("i", "g", "n"), (A, "c", "h"), (B, "d", "i"),
                ),
            ),
            Relationship(
                name="great-grandparent", kappa=(0.75, 0.25, 0),
                rows=((A, None, None), ("c", A, None), ("d", "c", None), (B, "d", None)),
            ),
        )
    }
)  # fmt: skip

#: What B is to A, where A's part has another name; without mutation, who is whose parent makes no difference.
OTHER_WAY: Mapping[str, str] = MappingProxyType(
    {"child": "parent", "grandchild": "grandparent", "nephew": "uncle", "great-grandchild": "great-grandparent"}
)


def relationship_named(name: str) -> Relationship:
    """Return a relationship by the name of either person's part.

    Raises:
        CaseError: there is none of this name.
    """
    found = RELATIONSHIPS.get(OTHER_WAY.get(name, name))
    if found is None:
        raise CaseError(f"relationship {name!r} is none of {', '.join((*RELATIONSHIPS, *OTHER_WAY))}")
    return found


def blind_search(
    markers: Sequence[Marker],
    pair: tuple[Profile, Profile],
    priors: Mapping[str, float],
    conditions: Conditions | None = None,
) -> Comparison:
    """Compare the relationships that two people may have, under stated priors.

    Args:
        markers: autosomal ones; others do not know the sexes along the way and are refused.
        pair: profiles of A and B.
        priors: probability of each relationship, by name; they sum to one.
        conditions: θ, drop-out of `A` or `B`, linkage.

    Raises:
        CaseError: a relationship that is not in `RELATIONSHIPS`, or a marker on X.
        KinshipError: profiles and markers do not fit.
    """
    strange = [name for name in priors if name not in RELATIONSHIPS]
    if strange:
        raise CaseError(f"relationship {strange[0]!r} is none of {', '.join(RELATIONSHIPS)}")
    if any(marker.chromosome is not Chromosome.AUTOSOMAL for marker in markers):
        raise CaseError("a blind search takes autosomal markers; compare pedigrees for X-linked ones")
    hypotheses = [
        Hypothesis(name=name, pedigree=RELATIONSHIPS[name].pedigree, prior=prior) for name, prior in priors.items()
    ]
    return compare(markers, hypotheses, {A: pair[0], B: pair[1]}, conditions)
