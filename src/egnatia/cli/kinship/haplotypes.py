"""What haplotypes say of a lineage, as JSON and as lines for a terminal."""

from dataclasses import asdict
from typing import Any

from egnatia.match.kinship.cases.mitochondrial import MitochondrialCase, MitochondrialFound
from egnatia.match.kinship.cases.pair import LineageCase, LineageFound

_SHARED = "All of one lineage share the haplotype: it points to a family, not to a person."


def lineage_told(case: LineageCase, found: LineageFound) -> dict[str, Any]:
    """Return what two haplotypes say, as JSON."""
    told = {"case": case.name, "people": case.people, "meioses": case.meioses, "theta": case.theta}
    return {**told, "LR": found.ratio, **asdict(found)}


def lineage_lines(told: dict[str, Any]) -> list[str]:
    """Return what two haplotypes say, as lines."""
    people = " and ".join(told["people"])
    return [f"{people}, {told['meioses']} births apart: LR {told['LR']:.6g} of one lineage", *_weight(told), _SHARED]


def mitochondrial_told(case: MitochondrialCase, found: MitochondrialFound) -> dict[str, Any]:
    """Return what two people's mitochondrial DNA says, as JSON."""
    told = {"case": case.name, "people": case.people, "theta": case.theta, "verdict": found.compared.verdict}
    numbers = {name: value for name, value in asdict(found).items() if name not in {"compared", "ratio"}}
    return {**told, **asdict(found.compared), "LR": found.ratio, **numbers}


def mitochondrial_lines(told: dict[str, Any]) -> list[str]:
    """Return what two people's mitochondrial DNA says, as lines."""
    people = " and ".join(told["people"])
    lines = [f"{people}, one maternal lineage: {told['verdict']} ({told['positions']} positions were read of both)"]
    for name, words in (
        ("differences", "they differ at"),
        ("mixed", "one has another base beside the shared one at"),
        ("of_length", "differences of length that do not count, at"),
    ):
        lines += [f"{words} {', '.join(told[name])}"] if told[name] else []
    return lines if told["LR"] is None else [*lines, f"LR {told['LR']:.6g} of one lineage", *_weight(told), _SHARED]


def _weight(told: dict[str, Any]) -> list[str]:
    frequency = f"frequency {told['frequency']:.6g}, theta {told['theta']:g}"
    return [f"{frequency}; at its upper bound (95 %) of {told['upper_bound']:.6g}: LR {told['lower_ratio']:.6g}"]
