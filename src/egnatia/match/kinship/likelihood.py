"""The likelihood of profiles on a pedigree: the probability to read them if people are related so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import NamedTuple

import numpy as np

from egnatia.match.kinship.coancestry import MOST_FOUNDER_ALLELES, WAYS, weighted_partitions
from egnatia.match.kinship.dirichlet import combinations, count_points, points, spread, stack
from egnatia.match.kinship.errors import CaseError, GenotypeError, MarkerError, TooLargeError
from egnatia.match.kinship.graph import Layout, build_graph, fair_coins, founder_alleles
from egnatia.match.kinship.kernels.arrays import Evidence, Graph, Integers, Numbers, Plan, Tables
from egnatia.match.kinship.kernels.elimination import remembered_plan
from egnatia.match.kinship.kernels.lumping import lump, read_surely, told_apart
from egnatia.match.kinship.kernels.sums import log_sums
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.panel import Panel, Profile
from egnatia.match.kinship.pedigree import Pedigree, Sex

#: With θ: how many populations take as long as one way to share founder alleles out; how many are too many.
COST_OF_BLOCKS, MOST_POINTS = 10, 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the likelihood supposes besides pedigree and markers."""

    theta: float = 0.0  #: Coancestry of the founders (FST).
    dropout: tuple[tuple[str, float], ...] = ()  #: Per person: chance that one copy is not seen.
    dropout_at: tuple[tuple[str, str, float], ...] = ()  #: Per person and marker, where it is another one there.
    links: tuple[tuple[str, str, float], ...] = ()  #: Neighbouring markers and their recombination fraction.


#: Nothing is supposed.
NONE = Conditions()


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


def log_likelihoods(
    panel: Panel, pedigree: Pedigree, typed: Typed, conditions: Conditions | None = None, *, whole: bool = True
) -> Numbers:
    """Return the natural logarithm of the likelihood for each group of markers; -inf if it is impossible.

    A group is one marker, or the markers that `conditions.links` ties together, in the order of the panel. Exact:
    Elston & Stewart 1971 as variable elimination over alleles (`graph`), θ by `coancestry` or `dirichlet`.

    Args:
        panel: markers, all autosomal or all on X.
        pedigree: how people are related.
        typed: genotypes of some of them.
        conditions: θ, drop-out, linkage; None: none of these.
        whole: whether all are wanted even if some are impossible; else others may be called impossible with them.

    Raises:
        PedigreeError: somebody typed is not in the pedigree; X-linked markers and a person of unknown sex.
        GenotypeError: a man with two alleles on X.
        TooLargeError: the exact sum is too large; said before it starts.
    """
    given = conditions or NONE
    _check_sexes(panel, pedigree, typed)
    evidence = Evidence(typed.alleles, _losses(panel, typed, given))
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
        work = evidence, batch.rows, whole
        logs[batch.places] = _log_sums(panel.tables, build_graph(pedigree, layout), work)
    return logs


def _losses(panel: Panel, typed: Typed, conditions: Conditions) -> Numbers:
    """Return how often one copy is not seen, shape (markers, persons)."""
    losses = np.zeros((len(panel.markers), len(typed.people)))
    columns = {name: column for column, name in enumerate(typed.people)} if conditions != NONE else {}
    for name, chance in conditions.dropout:
        if name in columns:
            losses[:, columns[name]] = chance
    for name, marker, chance in conditions.dropout_at:
        if marker in panel.names and name in columns:
            losses[panel.names.index(marker), columns[name]] = chance
    return losses


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
    """Sum over what θ leaves open: blocks of copies, or populations where that is shorter or the only way.

    Founders who are inbred beside θ are so within their population (Ayres & Overall 1999), and the populations of
    linked markers are drawn one for each marker: linkage equilibrium, as without θ.
    """
    evidence, conditions = given
    if not 0 < conditions.theta < 1:
        raise MarkerError(f"theta {conditions.theta} is not between 0 and 1")
    layout = Layout(typed=people, chromosome=panel.chromosome)
    count = founder_alleles(pedigree, layout)
    groups = link_groups(panel, conditions.links)
    sizes = _sizes(panel.tables, evidence, groups, count)
    alone = [place for place, (members, _) in enumerate(groups) if len(members) == 1]
    inbred = any(coefficient for _, coefficient in pedigree.inbreeding)
    alike = count <= MOST_FOUNDER_ALLELES and not inbred
    by_blocks = alike and sum(sizes[place] for place in alone) > COST_OF_BLOCKS * WAYS[count]
    summed = [place for place in range(len(groups)) if not by_blocks or place not in alone]
    if (terms := sum(sizes[place] for place in summed)) > MOST_POINTS:
        raise TooLargeError(
            f"theta relates {count} founder alleles, and the exact sum has {terms:.3g} terms: leave out founders "
            "whom nobody typed descends from, choose a mutation model that lumps alleles, or set theta to 0"
        )
    logs = np.empty(len(groups))
    if by_blocks:
        rows = np.array([groups[place][0] for place in alone], dtype=np.int64)
        logs[alone] = _by_blocks(panel, pedigree, layout, (evidence, conditions.theta, count, rows))
    for place in summed:
        members, fractions = groups[place]
        tied = replace(layout, recombination=fractions)
        logs[place] = _by_populations(panel, pedigree, tied, (evidence, conditions.theta, count, members))
    return logs


def _sizes(
    tables: Tables, evidence: Evidence, groups: Sequence[tuple[tuple[int, ...], tuple[float, ...]]], count: int
) -> list[int]:
    """Return over how many populations each group of markers is summed."""
    alleles = told_apart(tables, evidence).tolist()
    return [prod(count_points(alleles[member], count) for member in members) for members, _ in groups]


def _by_blocks(
    panel: Panel, pedigree: Pedigree, layout: Layout, given: tuple[Evidence, float, int, Integers]
) -> Numbers:
    """Sum over the ways to share founder alleles out to blocks of copies (`coancestry`)."""
    evidence, theta, count, rows = given
    logs = np.full(len(rows), -np.inf)
    for blocks, weight in weighted_partitions(count, theta):
        shared = replace(layout, blocks=blocks, mutates=panel.mutates)
        logs = np.logaddexp(
            logs, weight + _log_sums(panel.tables, build_graph(pedigree, shared), (evidence, rows, True))
        )
    return logs


def _by_populations(
    panel: Panel, pedigree: Pedigree, layout: Layout, given: tuple[Evidence, float, int, tuple[int, ...]]
) -> float:
    """Sum over the populations that the founders may come from, at one marker or at linked ones (`dirichlet`)."""
    evidence, theta, count, members = given
    lumped = [lump(panel.tables, member, evidence) for member in members]
    drawn = [points(tuple(table.frequencies[0].tolist()), theta, count) for table, _ in lumped]
    tables, copies = stack([spread(*one, found) for one, (found, _) in zip(lumped, drawn, strict=True)])
    shape = replace(
        layout,
        mutates=any(table.mutates[0] for table, _ in lumped),
        certain=all(read_surely(table, read)[0] for table, read in lumped),
    )
    rows, weights = combinations([chances for _, chances in drawn])
    found = _log_sums(tables, build_graph(pedigree, shape), (copies, rows, True))
    with np.errstate(divide="ignore"):
        return float(np.logaddexp.reduce(found + np.log(weights)))


def _log_sums(tables: Tables, graph: Graph | None, work: tuple[Evidence, Integers, bool]) -> Numbers:
    evidence, groups, whole = work
    if graph is None:
        return np.zeros(len(groups))
    logs: Numbers = log_sums(graph, _plan(tables, graph, evidence), tables, evidence, groups, whole)
    logs -= fair_coins(graph) * np.log(2.0)
    return logs


def _plan(tables: Tables, graph: Graph, evidence: Evidence) -> Plan:
    """Return a plan that suits the marker with most alleles to tell apart."""
    most = int(told_apart(tables, evidence).max())
    of_role = [most if lost > 0 else min(2, most) for lost in evidence.dropout.max(axis=0).tolist()]
    of_role += [2, most]  # SWITCH and UNSEEN count from the end
    sizes = tuple([of_role[role] for role in graph.roles.tolist()])
    return remembered_plan(graph.scopes.tobytes(), sizes)
