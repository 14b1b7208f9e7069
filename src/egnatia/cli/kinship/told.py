"""How comparisons of hypotheses are told: as JSON and as rows."""

from math import exp, isnan, log
from typing import Any

from egnatia.match.kinship.cases.comparison import ALTERNATIVE, REFERENCE, ComparisonCase
from egnatia.match.kinship.cases.pair import BlindCase
from egnatia.match.kinship.ratio import Comparison, ratio_of


def _finite(number: float) -> float | None:
    return None if isnan(number) or abs(number) == float("inf") else number


def comparison_told(case: ComparisonCase | BlindCase, found: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON: every hypothesis, in all and marker by marker."""
    ratios = found.log_ratios(case.reference)
    by_group = found.log_ratios_by_group(case.reference)
    posteriors = found.posteriors()
    hypotheses = []
    for row, hypothesis in enumerate(found.hypotheses):
        hypotheses.append(
            {
                "name": hypothesis.name,
                "log_likelihood": _finite(float(found.totals[row])),
                "LR": ratio_of(float(ratios[row])),
                "log10_LR": _finite(float(ratios[row]) / log(10)),
                "prior": hypothesis.prior,
                "posterior": None if posteriors is None else float(posteriors[row]),
                "markers": {group: ratio_of(float(by_group[row, column])) for column, group in enumerate(found.groups)},
            }
        )
    told: dict[str, Any] = {
        "case": case.name,
        "reference": case.reference,
        "theta": case.conditions.theta,
        "LR": next((item["LR"] for item in hypotheses if item["name"] != case.reference), 1.0),
        "hypotheses": hypotheses,
    }
    if {item.name for item in found.hypotheses} == {ALTERNATIVE, REFERENCE}:
        told["lik_alt"], told["lik_ref"] = (exp(float(total)) for total in found.totals)
    return told


def comparison_rows(told: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return a comparison as rows of a table."""
    return [
        (
            item["name"],
            "none" if item["LR"] is None else f"{item['LR']:.6g}",
            "-" if item["log10_LR"] is None else f"{item['log10_LR']:.4f}",
            "-" if item["posterior"] is None else f"{item['posterior']:.8f}",
        )
        for item in told["hypotheses"]
    ]
