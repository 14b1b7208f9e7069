"""What the report on an identification rests on: whose profiles, which table of frequencies, which versions of rules.

Profiles are named by the ids of their records, which are salted digests of all that they say: the report says exactly
which genotypes were compared, and holds none of them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from egnatia import __version__
from egnatia.casework.identify.disaster import Kin
from egnatia.casework.identify.gather import Found
from egnatia.match.dna.engine import RULES
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import WILDCARD, Pair
from egnatia.match.kinship.relatives import Tie
from egnatia.model import canonical


def profiles_told(victim: tuple[str, Found], kin: Kin) -> list[dict[str, Any]]:
    """Return whose profiles were compared, the victim first: name, relation to the missing person, ids of records."""
    name, body = victim
    missing, ties = kin.searching.person.lineage, kin.searching.ties
    relatives = [_profile(who, found, _relation(found, ties, missing)) for who, found in kin.typed.items()]
    return [_profile(name, body, "remains"), *sorted(relatives, key=lambda one: (one["relation"], one["name"]))]


def _profile(name: str, found: Found, relation: str) -> dict[str, Any]:
    return {"name": name, "relation": relation, "records": [one.id for one in found.profiles]}


def _relation(found: Found, ties: tuple[Tie, ...], missing: str) -> str:
    """Return what a relative is to the missing person; empty: related through somebody else, or an own sample."""
    named = (str(tie.relation) for tie in ties if (tie.person, tie.relative) == (missing, found.lineage))
    return next(named, "").replace("_", " ")


def frequencies_told(population: Population) -> dict[str, Any]:
    """Return which table of frequencies was used, so that somebody can tell whether another one is the same."""
    table = {locus: dict(found) for locus, found in population.frequencies.items()}
    plain = {locus: {allele: repr(number) for allele, number in found.items()} for locus, found in table.items()}
    return {
        "source": population.source,
        "people": population.people,
        "least": population.floor,
        "sha256": hashlib.sha256(canonical.to_bytes(plain)).hexdigest(),
    }


def frequencies_behind(
    populations: Iterable[Population], told: Mapping[str, Any], genotypes: Iterable[Mapping[str, Pair]]
) -> dict[str, dict[str, float]] | None:
    """Return how frequent the alleles of some genotypes are in the table that a report names, by locus and allele.

    Args:
        populations: of which there are tables here.
        told: as `frequencies_told` said when the report was made.
        genotypes: by locus; what was read in part has no frequency, and neither has a locus that is not in the table.

    Returns:
        None if no table here is the one that was used.
    """
    used = next((one for one in populations if frequencies_told(one) == told), None)
    if used is None:
        return None
    found: dict[str, dict[str, float]] = {}
    for loci in genotypes:
        for locus, pair in loci.items():
            if locus in used.frequencies and WILDCARD not in pair:
                found.setdefault(locus, {}).update({allele: used.frequency(locus, allele) for allele in pair})
    return {locus: dict(sorted(alleles.items(), key=lambda one: float(one[0]))) for locus, alleles in found.items()}


def rules_told(law: str) -> dict[str, str]:
    """Return by which versions of rules profiles were read, records were used, and likelihoods were computed.

    Args:
        law: version of the law that the node decides by.
    """
    return {"values": RULES, "source": rule_set(RULES).source, "law": law, "program": __version__}
