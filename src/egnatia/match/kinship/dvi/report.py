"""The report on one identification, which a geneticist signs: what was compared, by what, and what follows."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from egnatia.match.kinship.dvi.board import Reconciled, Secondary
from egnatia.match.kinship.dvi.disaster import symmetric
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.solution import Solution
from egnatia.match.kinship.dvi.told import solution_told
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.ratio import ratio_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """A victim and the missing person that it is supposed to be."""

    victim: str
    missing: str


def ratios_by_marker(solution: Solution, pair: Identification) -> dict[str, float | None]:
    """Return the pairwise likelihood ratio of each marker: is the victim this person, or nobody of the family?"""
    disaster = solution.disaster
    family = next(item for item in disaster.families if pair.missing in item.missing)
    evidence = Evidence(disaster, mutation=solution.policy.mutation)
    logs = evidence.family(family, {pair.missing: pair.victim}) - evidence.family(family, {})
    logs = logs - evidence.alone(pair.victim)
    return {marker: ratio_of(float(log)) for marker, log in zip(evidence.markers, logs, strict=True)}


def genotypes_told(solution: Solution, pair: Identification) -> dict[str, dict[str, list[str]]]:
    """Return the alleles of the victim and of the relatives as they were read, by marker and person, the victim first.

    Markers at which nobody of them was typed are left out.
    """
    disaster = solution.disaster
    family = next(item for item in disaster.families if pair.missing in item.missing)
    victim = next(item for item in disaster.victims if item.id == pair.victim)
    people = {victim.id: victim.profile, **family.profiles}
    told = {
        marker.name: {name: list(profile[marker.name]) for name, profile in people.items() if marker.name in profile}
        for marker in disaster.markers
    }
    return {marker: found for marker, found in told.items() if found}


def markers_told(solution: Solution, pair: Identification) -> dict[str, dict[str, Any]]:
    """Return what each marker is computed by: how frequent the alleles that were read are, and how they mutate.

    `silent` is the frequency of a silent allele, if there may be one.
    """
    mutates = solution.policy.mutation
    known = {marker.name: marker for marker in solution.disaster.markers}
    told: dict[str, dict[str, Any]] = {}
    for name, genotypes in genotypes_told(solution, pair).items():
        marker = known[name]
        frequencies = dict(zip(marker.alleles, marker.frequencies, strict=True))
        read = {allele for alleles in genotypes.values() for allele in alleles}
        told[name] = {
            "frequencies": {allele: number for allele, number in frequencies.items() if allele in read},
            "silent": None if marker.silent is None else frequencies[marker.alleles[marker.silent]],
            "mutation_of_mothers": mutation_words(marker.female if mutates else None),
            "mutation_of_fathers": mutation_words(marker.male if mutates else None),
        }
    return told


def mutation_words(mutation: Mutation | None) -> str:
    """Return a mutation model with its parameters, in words."""
    if mutation is None:
        return "none"
    parts = [str(mutation.model)]
    if mutation.matrix is None:
        parts.append(f"rate {mutation.rate:g}")
    if mutation.rate2:
        parts.append(f"rate to alleles between whole steps {mutation.rate2:g}")
    if mutation.model in {Model.STEPWISE, Model.DAWID}:
        parts.append(f"range {mutation.range:g}")
    if mutation.transform:
        parts.append(f"transform {mutation.transform}")
    return ", ".join(parts)


def report_told(
    solution: Solution, pair: Identification, board: tuple[Reconciled, Sequence[Secondary]], digest: str
) -> dict[str, Any]:
    """Return a report as JSON; its last field is the digest of all others, which a signature names.

    Args:
        solution: of the disaster.
        pair: whom the report is about.
        board: the primary identifiers, and what else there is.
        digest: SHA-256 of the case file.

    Raises:
        CaseError: the pairing was not considered.
    """
    reconciled, secondary = board
    if (pair.victim, pair.missing) not in solution.pairwise:
        raise CaseError(f"victim {pair.victim} was not compared with missing person {pair.missing}")
    whole = solution_told(solution, 0.0)
    conclusion = next(item for item in whole["conclusions"] if item["Missing"] == pair.missing)
    found = solution.joint.support.get((pair.victim, pair.missing))
    alike = next((list(g) for f in solution.disaster.families for g in symmetric(f) if pair.missing in g), [])
    told: dict[str, Any] = {
        "case": whole["name"],
        "case_sha256": digest,
        "victim": pair.victim,
        "missing": pair.missing,
        "family": conclusion["Family"],
        "hypotheses": [
            f"{pair.victim} is {pair.missing}",
            f"{pair.victim} is nobody of the family {conclusion['Family']}",
        ],
        **{name: whole[name] for name in ("method", "prior", "mutation", "dropout", "threshold")},
        "theta": 0.0,  # disasters are computed without coancestry (`evidence`)
        "sampling": whole.get("sampling"),
        "pairwise_LR": ratio_of(solution.pairwise[pair.victim, pair.missing]),
        "LR_by_marker": ratios_by_marker(solution, pair),
        "genotypes": genotypes_told(solution, pair),
        "markers": markers_told(solution, pair),
        "inconsistent_markers": solution.exclusions[pair.victim, pair.missing],
        "posterior": 0.0 if found is None else found.posterior,
        "GLR": None if found is None else ratio_of(found.log_glr),
        "conclusion_on_dna": conclusion["Conclusion"],
        "likeliest_victim": conclusion["Sample"],
        "dna_cannot_tell_apart": alike,
        "primary": {name: str(finding) for name, finding in reconciled.primary.items()},
        "secondary": [{"what": item.what, "speaks": "for" if item.speaks_for else "against"} for item in secondary],
        "outcome": str(reconciled.outcome),
        "flags": list(reconciled.flags),
    }
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**told, "sha256": hashlib.sha256(body.encode()).hexdigest()}
