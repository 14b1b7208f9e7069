"""Likelihoods of a family with some of its missing identified: each is computed once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from egnatia.match.kinship.dvi.disaster import Disaster, Family, symmetric
from egnatia.match.kinship.errors import CaseError, PedigreeError
from egnatia.match.kinship.kernels.arrays import Numbers
from egnatia.match.kinship.likelihood import Conditions, Typed, log_likelihoods, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.panel import Panel, make_panel
from egnatia.match.kinship.pedigree import Pedigree, Person

#: Missing person to victim.
Assignment: TypeAlias = Mapping[str, str]


def without_mutation(markers: tuple[Marker, ...]) -> tuple[Marker, ...]:
    """Return markers whose alleles never mutate."""
    return tuple(replace(marker, female=None, male=None) for marker in markers)


def _always_possible(marker: Marker) -> bool:
    """Return whether every allele may mutate into every other, from mothers and fathers."""
    matrices = [marker.matrix(model) for model in (marker.female, marker.male)]
    return all(matrix is not None and bool((matrix > 0).all()) for matrix in matrices)


class Evidence:
    """All profiles of a disaster laid out for the kernels, and the likelihoods that were asked for."""

    def __init__(self, disaster: Disaster, *, mutation: bool = True) -> None:
        """Lay out the profiles.

        Args:
            disaster: with everybody's profiles.
            mutation: whether alleles mutate, as the markers say.

        Raises:
            KinshipError: a profile does not fit the markers.
        """
        markers = disaster.markers if mutation else without_mutation(disaster.markers)
        self.mutates = any(marker.female or marker.male for marker in markers)
        self.excludes = not all(_always_possible(marker) for marker in markers)  #: Whether DNA can exclude anybody.
        chosen = [[item for item in markers if item.chromosome is place] for place in Chromosome]
        self._panels = [make_panel(items) for items in chosen if items]
        self._victims = {
            victim.id: [type_people(panel, {victim.id: victim.profile}) for panel in self._panels]
            for victim in disaster.victims
        }
        self._sexes = {victim.id: victim.sex for victim in disaster.victims}
        self._losses = {victim.id: victim.dropout for victim in disaster.victims if victim.dropout}
        self._relatives = {
            family.id: [type_people(panel, family.profiles) for panel in self._panels] for family in disaster.families
        }
        self._alike = {family.id: symmetric(family) for family in disaster.families}
        self._families: dict[tuple[str, tuple[tuple[str, str], ...]], Numbers] = {}
        self._alone: dict[str, Numbers] = {}

    @property
    def markers(self) -> tuple[str, ...]:
        """The names of the markers, in the order of the likelihoods."""
        return tuple(marker.name for panel in self._panels for marker in panel.markers)

    def alone(self, victim: str) -> Numbers:
        """Return log likelihoods of a victim unrelated to all families, shape (markers,)."""
        if victim not in self._alone:
            pedigree = Pedigree(people=(Person(id=victim, sex=self._sexes[victim]),))
            self._alone[victim] = self._sum(pedigree, self._victims[victim], (victim, self._lost((victim, victim))))
        return self._alone[victim]

    def family(self, family: Family, assignment: Assignment) -> Numbers:
        """Return log likelihoods of a family with some missing people identified, shape (markers,).

        With two or more identified, markers after an impossible one may be called impossible too.
        """
        pairs = self._plain(family, assignment)
        key = (family.id, pairs)
        if key not in self._families:
            typed = [
                self._with_victims(number, relatives, pairs)
                for number, relatives in enumerate(self._relatives[family.id])
            ]
            lost = family.dropout + self._lost(*pairs)
            self._families[key] = self._sum(
                family.pedigree, typed, (f"family {family.id}", lost), whole=len(pairs) <= 1
            )
        return self._families[key]

    def _lost(self, *pairs: tuple[str, str]) -> tuple[tuple[str, float], ...]:
        """Return how often copies of victims are not seen, by the name under which each is computed."""
        return tuple((name, self._losses[victim]) for name, victim in pairs if victim in self._losses)

    def _plain(self, family: Family, assignment: Assignment) -> tuple[tuple[str, str], ...]:
        """Return an assignment in the one form that it shares with all of the same likelihood: siblings exchanged."""
        pairs = dict(assignment)
        for group in self._alike[family.id]:
            victims = sorted(pairs.pop(name) for name in group if name in pairs)
            pairs |= dict(zip(group, victims, strict=False))
        return tuple(sorted(pairs.items()))

    def _with_victims(self, panel: int, relatives: Typed, pairs: tuple[tuple[str, str], ...]) -> Typed:
        if not pairs:
            return relatives
        alleles = [relatives.alleles, *(self._victims[victim][panel].alleles for _, victim in pairs)]
        people = relatives.people + tuple(name for name, _ in pairs)
        return Typed(people=people, alleles=np.concatenate(alleles, axis=1))

    def _sum(
        self, pedigree: Pedigree, typed: list[Typed], about: tuple[str, tuple[tuple[str, float], ...]], *,
        whole: bool = True,
    ) -> Numbers:  # fmt: skip
        """Return log likelihoods of all markers; unless the whole is wanted, an impossible one ends the work."""
        place, lost = about
        given = Conditions(dropout=lost) if lost else None
        found: list[Numbers] = []
        for panel, people in zip(self._panels, typed, strict=True):
            possible = whole or not found or bool(np.isfinite(found[-1]).all())
            computed = _logs(panel, pedigree, people, (place, given), whole=whole) if possible else None
            found.append(np.full(len(panel.markers), -np.inf) if computed is None else computed)
        return np.concatenate(found)

    def log_weight(self, family: Family, assignment: Assignment) -> float:
        """Return the log of the likelihood ratio of an assignment against nobody of the family being identified.

        Raises:
            CaseError: the relatives' own profiles are impossible.
        """
        empty = float(self.family(family, {}).sum())
        if empty == -np.inf:
            raise CaseError(f"family {family.id}: its profiles contradict the pedigree; check it, or allow mutations")
        alone = sum(float(self.alone(victim).sum()) for victim in assignment.values())
        return float(self.family(family, assignment).sum()) - alone - empty


def _logs(
    panel: Panel, pedigree: Pedigree, typed: Typed, about: tuple[str, Conditions | None], *, whole: bool
) -> Numbers:
    place, given = about
    try:
        return log_likelihoods(panel, pedigree, typed, given, whole=whole)
    except PedigreeError as error:
        raise PedigreeError(f"{place}: {error}") from error
