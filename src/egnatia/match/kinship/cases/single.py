"""Cases of one marker and one pedigree: what `egnatia kinship likelihood` reads.

The layout is that of the public comparison of pedprobr and Familias. Its answers (`lik_…`, `sec_…`) may stand in the
file and are not read. `theta` belongs to a second answer there: it counts only where the caller says so. Of a case in
columns (`comparison`), it is the first hypothesis, and its theta counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from egnatia.match.kinship.cases.comparison import ALTERNATIVE, read_comparison, read_dropout
from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_number, as_object, as_text, field
from egnatia.match.kinship.cases.markers import MARKER_FIELDS, read_marker
from egnatia.match.kinship.cases.people import read_genotype, read_pedigree
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions, log_likelihood, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import Genotype, make_panel
from egnatia.match.kinship.pedigree import Pedigree

FIELDS = (
    *MARKER_FIELDS,
    "id",
    "template",
    "source",
    "pedigree",
    "genotypes",
    "theta",
    "twins",
    "inbreeding",
    "dropout",
)
ANSWERS = ("lik", "sec")


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleMarkerCase:
    """One marker on one pedigree."""

    name: str
    marker: Marker
    pedigree: Pedigree
    genotypes: Mapping[str, Genotype]
    theta: float  #: As the file says; whether it counts, the caller says.
    dropout: tuple[tuple[str, float], ...] = ()
    theta_within: float = 0.0  #: Counts always: of layouts whose only answer is at their theta.

    def likelihood(self, theta: float = 0.0) -> float:
        """Return the probability to read the genotypes if people are related so.

        Raises:
            KinshipError: genotypes and pedigree do not fit, or the sum is too large.
        """
        panel = make_panel((self.marker,))
        profiles = {person: {self.marker.name: genotype} for person, genotype in self.genotypes.items()}
        conditions = Conditions(theta=theta or self.theta_within, dropout=self.dropout)
        return exp(log_likelihood(panel, self.pedigree, type_people(panel, profiles), conditions))


def read_single_case(value: Json, place: str) -> SingleMarkerCase:
    """Return one case.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says of markers and people cannot be.
    """
    given = as_object(value, place)
    if "ids" in given:
        return _read_columns(given, place)
    name = as_text(given.get("id") or place, place)
    place = f"case {name}"
    asked = {key: item for key, item in given.items() if not key.startswith(ANSWERS)}
    as_object(asked, place, FIELDS)
    pedigree = read_pedigree(field(asked, "pedigree", place), place, asked)
    usual, _ = read_dropout(asked.get("dropout"), f"{place}, dropout")
    return SingleMarkerCase(
        name=name,
        marker=read_marker(asked, as_text(asked.get("name") or "marker", place), place),
        pedigree=pedigree,
        genotypes=read_genotypes(asked, pedigree, place),
        theta=as_number(asked.get("theta") or 0, f"{place}, theta"),
        dropout=usual,
    )


def _read_columns(given: Object, place: str) -> SingleMarkerCase:
    """Return the first hypothesis of a case in the layout of Familias in R, at the case's theta."""
    case = read_comparison(given, place)
    marker = case.markers[0]
    return SingleMarkerCase(
        name=case.name,
        marker=marker,
        pedigree=next(item.pedigree for item in case.hypotheses if item.name == ALTERNATIVE),
        genotypes={person: profile[marker.name] for person, profile in case.profiles.items()},
        theta=0.0,
        theta_within=case.conditions.theta,
    )


def read_genotypes(given: Object, pedigree: Pedigree, place: str) -> dict[str, Genotype]:
    """Return genotypes: an object by id, or a list in the order of the pedigree.

    Raises:
        CaseError: they are not laid out so, or are of somebody who is not in the pedigree.
    """
    value = field(given, "genotypes", place)
    if isinstance(value, list):
        if len(value) != len(pedigree.people):
            raise CaseError(f"{place}: {len(value)} genotypes for {len(pedigree.people)} people")
        value = {person.id: item for person, item in zip(pedigree.people, value, strict=True)}
    known = pedigree.by_id
    read = {}
    for person, item in as_object(value or {}, f"{place}, genotypes").items():
        if person not in known:
            raise CaseError(f"{place}: a genotype is given for {person}, who is not in the pedigree")
        genotype = read_genotype(item, f"{place}, genotype of {person}")
        if genotype is not None:
            read[person] = genotype
    return read


def read_single_cases(value: Json) -> list[SingleMarkerCase]:
    """Return the cases of a file: a list of them, or one.

    Raises:
        CaseError: a case is not laid out as it should be, or there is none.
        KinshipError: what a case says cannot be.
    """
    cases = as_list([value] if isinstance(value, Mapping) else value, "file")
    if not cases:
        raise CaseError("there is no case in the list")
    return [read_single_case(case, f"number {number}") for number, case in enumerate(cases, 1)]
