"""Screening: one profile against everybody who is missing, to choose whom to look at closely.

Unlinked autosomal markers, θ = 0, nobody inbred. Where nothing mutates, ratios are closed forms; else they are read
from a table of what the pedigrees say of each genotype, made once for the profile. A screening proposes; a person
decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from egnatia.match.kinship.errors import GenotypeError, MarkerError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers, Tables
from egnatia.match.kinship.kernels.sharing import log_ratios, log_read, ratio_table
from egnatia.match.kinship.likelihood import Typed, log_likelihoods
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.panel import UNTYPED, Panel, Profile
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B, Relationship, relationship_named


def lay_out(panel: Panel, profiles: Sequence[Profile]) -> Integers:
    """Lay out a register for screening; made once, shape (people, markers, 2).

    An allele that is not in the frequency table is none that an asked person has; its frequency does not count.

    Raises:
        GenotypeError: more than two alleles at a marker.
    """
    laid = [panel.encode(profile, strange=True) for profile in profiles]
    return np.array(laid, dtype=np.int64).reshape(-1, len(panel.markers), 2)


def screen(panel: Panel, asked: Profile, register: Integers, relationships: Sequence[str]) -> Numbers:
    """Return log likelihood ratios against unrelated, shape (people, relationships); -inf if impossible.

    Args:
        panel: autosomal markers without a silent allele; whether they mutate counts.
        asked: the profile.
        register: as `lay_out` gives it.
        relationships: names in `RELATIONSHIPS` or `OTHER_WAY`.

    Raises:
        CaseError: a relationship that is not there.
        MarkerError: markers on X or with silent alleles, which the closed forms do not cover.
        GenotypeError: an allele is not in the frequency table, or nobody has it by the table.
    """
    if panel.chromosome is not Chromosome.AUTOSOMAL or any(marker.silent is not None for marker in panel.markers):
        raise MarkerError("screening takes autosomal markers without silent alleles")
    named = [relationship_named(name) for name in relationships]
    coded = _coded(panel, asked)
    if panel.mutates:
        return log_read(register, _by_genotype(panel, coded, named))
    kappas = np.array([item.kappa for item in named], dtype=np.float64).reshape(-1, 3)
    with np.errstate(divide="ignore"):
        return log_ratios(coded, register, ratio_table(coded, panel.tables.frequencies, kappas))


def _by_genotype(panel: Panel, asked: Integers, relationships: Sequence[Relationship]) -> Numbers:
    """Return log ratios for every genotype that the other person may have, shape (markers, n+1, n+1, relationships).

    The last place is an allele that the table does not have, or with the frequency 0: it counts as whichever speaks
    least for a relationship.
    """
    frequencies = panel.tables.frequencies
    most = frequencies.shape[1] + 1
    found = np.zeros((len(panel.markers), most, most, len(relationships)))
    for place, pair in enumerate(asked.tolist()):
        if pair[0] == UNTYPED:
            continue
        known = np.flatnonzero(frequencies[place] > 0)
        own = np.pad(_genotype_logs(panel, place, (pair, known), relationships), ((0, 1), (0, 1), (0, 0)))
        own[:-1, -1] = own[-1, :-1] = own[:-1, :-1].min(axis=1)
        own[-1, -1] = own[:-1, -1].min(axis=0)
        where = np.full(most, len(known))
        where[known] = np.arange(len(known))
        found[place] = own[np.ix_(where, where)]
    return found


def _genotype_logs(
    panel: Panel, place: int, given: tuple[list[int], Integers], relationships: Sequence[Relationship]
) -> Numbers:
    """Return log ratios at one marker by the other person's two alleles, shape (known, known, relationships)."""
    pair, known = given
    others = known[np.indices((len(known), len(known))).reshape(2, -1).T]
    copies = _copies(panel, place, len(others))
    own = np.broadcast_to(np.array(pair, dtype=np.int64), others.shape)
    typed = Typed(people=(A, B), alleles=np.stack([own, others], axis=1))
    strangers = log_likelihoods(copies, RELATIONSHIPS["unrelated"].pedigree, typed)
    logs = [log_likelihoods(copies, item.pedigree, typed) - strangers for item in relationships]
    return np.stack(logs, axis=-1).reshape(len(known), len(known), len(relationships))


def _copies(panel: Panel, place: int, count: int) -> Panel:
    """Return a panel of one marker many times, for one genotype each."""
    tables, here = panel.tables, slice(place, place + 1)
    return Panel(
        markers=(panel.markers[place],) * count,
        tables=Tables(
            counts=np.repeat(tables.counts[here], count),
            frequencies=np.repeat(tables.frequencies[here], count, axis=0),
            mutation=np.repeat(tables.mutation[here], count, axis=0),
            mutates=np.repeat(tables.mutates[here], count),
            silent=np.repeat(tables.silent[here], count),
        ),
        places=(panel.places[place],) * count,
        rows=np.arange(count)[:, None],
    )


def _coded(panel: Panel, asked: Profile) -> Integers:
    coded = panel.encode(asked)
    for marker, pair in zip(panel.markers, coded.tolist(), strict=True):
        never = [marker.alleles[place] for place in pair if place != UNTYPED and marker.frequencies[place] == 0]
        if never:
            raise GenotypeError(f"{marker.name}: allele {never[0]} has the frequency 0 in the table")
    return coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of the register who may be related so, and what speaks for it."""

    place: int  #: In the register.
    log_ratios: tuple[float, ...]  #: Natural logarithms of the likelihood ratios against unrelated, by population.
    markers: int  #: At how many both were typed.

    @property
    def population(self) -> int:
        """Which population is the least favourable one, and so decides."""
        return self.log_ratios.index(min(self.log_ratios))

    @property
    def log_ratio(self) -> float:
        """The least of the ratios (Ge & Budowle 2012: whoever's ancestry is unknown)."""
        return min(self.log_ratios)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What a screening found for one relationship."""

    relationship: str
    candidates: tuple[Candidate, ...]  #: The likeliest first; whoever is first in the register of those equal.
    compared: int  #: People with a marker in common with the asked one.
    possible: int  #: How many of these the relationship is possible for, in every population.


def best_candidates(
    panels: Sequence[Panel], asked: Profile, people: Sequence[Profile], relationships: Sequence[str], most: int
) -> list[Screened]:
    """Return the likeliest people of a register, for each relationship, by the least ratio over populations.

    Args:
        panels: as for `screen`, of each population, with the same markers.
        asked: the profile.
        people: the register.
        relationships: as for `screen`.
        most: candidates for each relationship.

    Raises:
        KinshipError: as `screen`.
    """
    laid = [lay_out(panel, people) for panel in panels]
    logs = np.array([screen(panel, asked, own, relationships) for panel, own in zip(panels, laid, strict=True)])
    typed = panels[0].encode(asked)[:, 0] != UNTYPED
    markers = ((laid[0][:, :, 0] != UNTYPED) & typed).sum(axis=1)
    found = []
    for column, relationship in enumerate(relationships):
        own = logs[:, :, column]
        least = own.min(axis=0)
        possible = np.flatnonzero((markers > 0) & np.isfinite(least))
        chosen = possible[np.argsort(-least[possible], kind="stable")[:most]].tolist()
        found.append(
            Screened(
                relationship=relationship,
                candidates=tuple(
                    Candidate(place=place, log_ratios=tuple(own[:, place].tolist()), markers=int(markers[place]))
                    for place in chosen
                ),
                compared=int((markers > 0).sum()),
                possible=len(possible),
            )
        )
    return found
