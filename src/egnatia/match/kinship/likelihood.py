"""The likelihood of profiles on a pedigree: the probability to read them if people are related so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from egnatia.match.kinship.coancestry import weighted_partitions
from egnatia.match.kinship.errors import CaseError, GenotypeError
from egnatia.match.kinship.graph import Layout, build_graph, fair_coins, founder_alleles
from egnatia.match.kinship.kernels.arrays import Evidence, Graph, Integers, Numbers, Plan
from egnatia.match.kinship.kernels.elimination import remembered_plan
from egnatia.match.kinship.kernels.lumping import read_surely, told_apart
from egnatia.match.kinship.kernels.sums import log_sums
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.panel import Panel, Profile
from egnatia.match.kinship.pedigree import Pedigree, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the likelihood supposes besides pedigree and markers."""

    theta: float = 0.0  #: Coancestry of the founders (FST).
    dropout: tuple[tuple[str, float], ...] = ()  #: Per person: chance that one copy is not seen.
    links: tuple[tuple[str, str, float], ...] = ()  #: Neighbouring markers and their recombination fraction.


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """People with their genotypes, laid out for a panel; made once, used with many pedigrees."""

    people: tuple[str, ...]
    alleles: Integers  #: Shape (markers, persons, 2).


def type_people(panel: Panel, profiles: Mapping[str, Profile]) -> Typed:
    """Lay out profiles for the kernels.

    Raises:
        GenotypeError: an allele is not in the frequency table, or a genotype has more than two; the person, the
            marker and the allele are named.
    """
    rows = []
    for name, profile in profiles.items():
        try:
            rows.append(panel.encode(profile))
        except GenotypeError as error:
            raise GenotypeError(f"{name}, {error}") from error
    shape = (len(panel.markers), 0, 2)
    alleles = np.ascontiguousarray(np.stack(rows, axis=1)) if rows else np.zeros(shape, dtype=np.int64)
    return Typed(people=tuple(profiles), alleles=alleles)


def log_likelihoods(panel: Panel, pedigree: Pedigree, typed: Typed, conditions: Conditions | None = None) -> Numbers:
    """Return the natural logarithm of the likelihood for each group of markers; -inf if it is impossible.

    A group is one marker, or the markers that `conditions.links` ties together, in the order of the panel. Exact:
    Elston & Stewart 1971 as variable elimination over alleles (`graph`), θ by `coancestry`.

    Args:
        panel: markers, all autosomal or all on X.
        pedigree: how people are related.
        typed: genotypes of some of them.
        conditions: θ, drop-out, linkage; None: none of these.

    Raises:
        PedigreeError: somebody typed is not in the pedigree; X-linked markers and a person of unknown sex.
        GenotypeError: a man with two alleles on X.
        TooLargeError: the exact sum is too large; said before it starts.
    """
    given = conditions or Conditions()
    _check_sexes(panel, pedigree, typed)
    losses = dict(given.dropout)
    evidence = Evidence(typed.alleles, np.array([losses.get(name, 0.0) for name in typed.people], dtype=np.float64))
    if given.theta:
        return _with_theta(panel, pedigree, typed.people, (evidence, given))
    batches = _batches(panel, evidence, given.links)
    logs = np.empty(sum(len(batch.rows) for batch in batches))
    for batch in batches:
        layout = Layout(
            typed=typed.people,
            chromosome=panel.chromosome,
            recombination=batch.recombination,
            mutates=panel.mutates,
            certain=batch.certain,
        )
        logs[batch.places] = _log_sums(panel, build_graph(pedigree, layout), evidence, batch.rows)
    return logs


class _Batch(NamedTuple):
    """Groups of markers that share a graph."""

    places: Integers  #: Of the groups among all groups.
    rows: Integers  #: Markers of each group, shape (groups, linked markers).
    recombination: tuple[float, ...]
    certain: bool  #: Whether every genotype is as it was read.


def _batches(panel: Panel, evidence: Evidence, links: Sequence[tuple[str, str, float]]) -> list[_Batch]:
    """Return the groups of markers by what their graphs have in common."""
    sure = read_surely(panel.tables, evidence)
    if not links:
        if sure.all() or not sure.any():
            return [_Batch(panel.rows[:, 0], panel.rows, (), bool(sure[0]))]
        return [
            _Batch(places, panel.rows[places], (), bool(sure[places[0]]))
            for places in map(np.flatnonzero, (sure, ~sure))
        ]
    groups = link_groups(panel, links)
    alike: dict[tuple[tuple[float, ...], bool], list[int]] = {}
    for place, (members, fractions) in enumerate(groups):
        alike.setdefault((fractions, bool(sure[list(members)].all())), []).append(place)
    return [
        _Batch(np.array(places), np.array([groups[place][0] for place in places], dtype=np.int64), *common)
        for common, places in alike.items()
    ]


def log_likelihood(panel: Panel, pedigree: Pedigree, typed: Typed, conditions: Conditions | None = None) -> float:
    """Return the logarithm of the likelihood of all markers together (`log_likelihoods`)."""
    return float(log_likelihoods(panel, pedigree, typed, conditions).sum())


def link_groups(
    panel: Panel, links: Sequence[tuple[str, str, float]]
) -> list[tuple[tuple[int, ...], tuple[float, ...]]]:
    """Return the groups of markers with the recombination fractions between neighbours.

    Args:
        panel: the markers.
        links: pairs of neighbours, along each chromosome; what is not in the panel is left out.

    Raises:
        CaseError: a fraction outside 0 to ½, or a marker with two neighbours on one side.
    """
    places = {marker.name: place for place, marker in enumerate(panel.markers)}
    after: dict[int, tuple[int, float]] = {}
    for one, other, fraction in links:
        if not 0 <= fraction <= 0.5:  # noqa: PLR2004 - free recombination
            raise CaseError(f"recombination fraction {fraction} of {one} and {other} is not between 0 and 0.5")
        if one not in places or other not in places:
            continue
        if places[one] in after or places[other] in {place for place, _ in after.values()} or one == other:
            raise CaseError(f"links do not form a line along the chromosome at {one} and {other}")
        after[places[one]] = (places[other], fraction)
    groups = []
    for start in sorted(set(range(len(panel.markers))) - {place for place, _ in after.values()}):
        members, fractions = [start], []
        while members[-1] in after:
            place, fraction = after[members[-1]]
            members.append(place)
            fractions.append(fraction)
        groups.append((tuple(members), tuple(fractions)))
    if sum(len(members) for members, _ in groups) != len(panel.markers):
        raise CaseError("links form a circle")
    return groups


def _check_sexes(panel: Panel, pedigree: Pedigree, typed: Typed) -> None:
    """Refuse a man with two alleles on X: the profile is another person's, a mixture, or its sex is wrong."""
    if panel.chromosome is not Chromosome.X:
        return
    known = pedigree.by_id
    for row, name in enumerate(typed.people):
        if name in known and known[name].sex is Sex.MALE:
            twofold = np.nonzero(typed.alleles[:, row, 0] != typed.alleles[:, row, 1])[0]
            if len(twofold):
                raise GenotypeError(f"{name}, {panel.markers[twofold[0]].name}: two alleles on the X of a man")


def _with_theta(
    panel: Panel, pedigree: Pedigree, people: tuple[str, ...], given: tuple[Evidence, Conditions]
) -> Numbers:
    evidence, conditions = given
    if conditions.links:
        raise CaseError("theta and linked markers cannot be computed together")
    if any(coefficient for _, coefficient in pedigree.inbreeding):
        raise CaseError("theta already relates founders: give them no inbreeding coefficients beside it")
    layout = Layout(typed=people, chromosome=panel.chromosome)
    logs = np.full(len(panel.markers), -np.inf)
    count = founder_alleles(pedigree, layout)
    for blocks, weight in weighted_partitions(count, conditions.theta):
        shared = Layout(typed=people, chromosome=panel.chromosome, blocks=blocks, mutates=panel.mutates)
        logs = np.logaddexp(logs, weight + _log_sums(panel, build_graph(pedigree, shared), evidence, panel.rows))
    return logs


def _log_sums(panel: Panel, graph: Graph | None, evidence: Evidence, groups: Integers) -> Numbers:
    if graph is None:
        return np.zeros(len(groups))
    logs: Numbers = log_sums(graph, _plan(panel, graph, evidence), panel.tables, evidence, groups)
    logs -= fair_coins(graph) * np.log(2.0)
    return logs


def _plan(panel: Panel, graph: Graph, evidence: Evidence) -> Plan:
    """Return a plan that suits the marker with most alleles to tell apart."""
    most = int(told_apart(panel.tables, evidence).max())
    of_role = [most if lost > 0 else min(2, most) for lost in evidence.dropout.tolist()]
    of_role += [2, most]  # SWITCH and UNSEEN count from the end
    sizes = tuple([of_role[role] for role in graph.roles.tolist()])
    return remembered_plan(graph.scopes.tobytes(), sizes)
