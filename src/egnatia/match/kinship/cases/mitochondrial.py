"""Cases of mitochondrial DNA, as differences from the reference sequence: what `egnatia kinship lineage` reads.

Such a case has `mitochondrial` of two people, each with `ranges` and `differences`, and `sample`, and may have `theta`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.match.kinship.cases.comparison import read_chance
from egnatia.match.kinship.cases.fields import Json, as_object, as_text, field
from egnatia.match.kinship.cases.pair import read_sample, two_of
from egnatia.match.kinship.lineage import Sample, chance_in_common
from egnatia.match.kinship.mitochondrial import Compared, Mitotype, compare_mitotypes, read_mitotype

KEY = "mitochondrial"
FIELDS = ("id", KEY, "sample", "theta", "source")
PERSON_FIELDS = ("ranges", "differences")


@dataclass(frozen=True, slots=True, kw_only=True)
class MitochondrialCase:
    """Two people who may be of one maternal lineage."""

    name: str
    people: tuple[str, str]
    mitotypes: tuple[Mitotype, Mitotype]
    sample: Sample
    theta: float

    def compare(self) -> "MitochondrialFound":
        """Compare the two, and weigh a match by how often it is met.

        Raises:
            KinshipError: no position was read of both.
        """
        compared = compare_mitotypes(*self.mitotypes)
        bound = self.sample.upper_bound()
        matches = compared.verdict == "not excluded"
        common = chance_in_common(self.sample.frequency, self.theta, alike=True)
        least = chance_in_common(bound, self.theta, alike=True)
        return MitochondrialFound(
            compared=compared,
            ratio=1 / common if matches else None,
            frequency=self.sample.frequency,
            upper_bound=bound,
            lower_ratio=1 / least if matches else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MitochondrialFound:
    """What two mitotypes say; everybody of a maternal lineage shares one."""

    compared: Compared
    ratio: float | None  #: None: they do not match, and how often that happens within a lineage nobody stated.
    frequency: float  #: (x+1)/(n+1).
    upper_bound: float  #: One-sided, 95 %.
    lower_ratio: float | None  #: By the upper bound.


def is_mitochondrial(value: Json) -> bool:
    """Tell whether a case is laid out so."""
    return isinstance(value, Mapping) and KEY in value


def read_mitochondrial(value: Json, place: str = "case") -> MitochondrialCase:
    """Return a case of two people's mitochondrial DNA.

    Raises:
        CaseError: it is not laid out so.
        GenotypeError: a difference is none.
    """
    given = as_object(value, place, FIELDS)
    people = as_object(field(given, KEY, place), f"{place}, {KEY}")
    first, second = two_of(people, f"{place}, {KEY}")
    return MitochondrialCase(
        name=as_text(given.get("id") or place, place),
        people=(first, second),
        mitotypes=(_person(people[first], f"{place}, {first}"), _person(people[second], f"{place}, {second}")),
        sample=read_sample(given, place),
        theta=read_chance(given.get("theta") or 0, f"{place}, theta"),
    )


def _person(value: Json, place: str) -> Mitotype:
    given = as_object(value, place, PERSON_FIELDS)
    ranges, differences = (field(given, name, place) for name in PERSON_FIELDS)
    # nobody differs from the reference sequence in the reference's own lineage: that is written as an empty text
    return read_mitotype(as_text(ranges, place), "" if differences == "" else as_text(differences, place), place)
