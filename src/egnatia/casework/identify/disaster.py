"""From what is on record to a disaster that can be solved: markers of one population, victims, families."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.casework.errors import ConflictError
from egnatia.casework.identify.gather import Found, Searching
from egnatia.casework.standard import Standard
from egnatia.casework.title import title_of
from egnatia.match.dna.loci import AMELOGENIN
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import WILDCARD
from egnatia.match.dna.profile import Profile as DnaProfile
from egnatia.match.kinship.dvi.disaster import Disaster, Family, Victim, pair_by_sex
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.relatives import UNNAMED, Placed, Relation, Tie, place_relatives

#: What stands behind the name of a missing person of whom there is an own sample, such as a toothbrush.
OWN: Final = " (own sample)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A missing person's family as it is compared: by names that are clear within the case."""

    searching: Searching
    missing: str
    placed: Placed
    typed: Mapping[str, Found]  #: By name: whose profile counts.


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Bodies and families, each by a name that is clear within the case."""

    bodies: Mapping[str, Found]
    families: tuple[Kin, ...]


def name_all(found: Iterable[Found]) -> dict[str, str]:
    """Return a name for everybody by lineage; with the beginning of the lineage where two are called the same."""
    called = {one.lineage: (title_of(one.record) or one.record.kind).lstrip(UNNAMED) for one in found}
    words = list(called.values())
    return {lineage: name if words.count(name) == 1 else f"{name} [{lineage[:6]}]" for lineage, name in called.items()}


def make_material(bodies: Sequence[Found], searching: Sequence[Searching]) -> Material:
    """Name everybody, and place the relatives.

    Raises:
        PedigreeError: a link names somebody who is not there.
    """
    people = [one for item in searching for one in (item.person, *item.relatives)]
    names = name_all([*bodies, *people])
    return Material(
        bodies={names[one.lineage]: one for one in bodies},
        families=tuple(_kin(item, names) for item in searching),
    )


def _kin(searching: Searching, names: Mapping[str, str]) -> Kin:
    missing = names[searching.person.lineage]
    everybody = [searching.person, *searching.relatives]
    sexes = {names[one.lineage]: one.sex for one in everybody}
    ties = [
        Tie(person=names[one.person], relative=names[one.relative], relation=one.relation) for one in searching.ties
    ]
    typed = {names[one.lineage]: one for one in searching.relatives if one.profile}
    if searching.person.profile:  # the own sample is that of an identical twin: one genome, read twice
        sexes[missing + OWN] = searching.person.sex
        ties.append(Tie(person=missing, relative=missing + OWN, relation=Relation.IDENTICAL_TWIN))
        typed[missing + OWN] = searching.person
    return Kin(searching=searching, missing=missing, placed=place_relatives(sexes, ties), typed=typed)


def make_disaster(material: Material, population: Population, standard: Standard, name: str) -> Disaster:
    """Return the disaster by the frequencies of one population.

    A locus counts where both values were read; what was read in part is not used.

    Raises:
        ConflictError: the population has frequencies for no locus that was read, or there is nobody to compare.
        KinshipError: what is on record cannot be.
    """
    typed = [kin for kin in material.families if kin.typed]
    bodies = {name: body for name, body in material.bodies.items() if body.profile}
    if not typed or not bodies:
        raise ConflictError("nobody to compare: there is no profile of remains, or none of a family")
    profiles = [found.profile for found in (*bodies.values(), *(one for kin in typed for one in kin.typed.values()))]
    seen = _alleles([_genotypes(profile) for profile in profiles], population)
    if not seen:
        raise ConflictError(f"{population.name} has frequencies for no locus that was read")
    markers = tuple(_marker(locus, alleles, population, standard) for locus, alleles in sorted(seen.items()))
    victims = tuple(Victim(id=key, sex=one.sex, profile=_within(one, seen)) for key, one in bodies.items())
    families = tuple(
        Family(
            id=kin.missing,
            pedigree=kin.placed.pedigree,
            profiles={key: _within(one, seen) for key, one in kin.typed.items()},
            missing=(kin.missing,),
        )
        for kin in typed
    )
    pairings = pair_by_sex(victims, families)
    return Disaster(name=name, markers=markers, victims=victims, families=families, pairings=pairings)


def _genotypes(profile: DnaProfile | None) -> dict[str, tuple[str, str]]:
    loci = profile.loci if profile else {}
    return {locus: pair for locus, pair in loci.items() if locus != AMELOGENIN and WILDCARD not in pair}


def _within(found: Found, seen: Mapping[str, object]) -> Profile:
    return {locus: pair for locus, pair in _genotypes(found.profile).items() if locus in seen}


def _alleles(genotypes: Iterable[Mapping[str, tuple[str, str]]], population: Population) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for profile in genotypes:
        for locus, pair in profile.items():
            if locus in population.frequencies:
                found[locus] = found.get(locus, frozenset()) | frozenset(pair)
    return found


def _marker(locus: str, seen: frozenset[str], population: Population, standard: Standard) -> Marker:
    """Return a marker with the population's alleles and those that were read.

    None is rarer than the table's floor before all are scaled to sum to one.
    """
    alleles = sorted(seen | set(population.frequencies[locus]), key=float)
    raw = [population.frequency(locus, allele) for allele in alleles]
    total = sum(raw)
    mutation = Mutation(model=Model.EQUAL, rate=standard.mutation_rate) if standard.mutates else None
    return Marker(
        name=locus,
        alleles=tuple(alleles),
        frequencies=tuple(number / total for number in raw),
        female=mutation,
        male=mutation,
    )
