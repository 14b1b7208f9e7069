"""The report on one identification as text, with a place for the signature."""

from typing import Any


def report_lines(told: dict[str, Any]) -> list[str]:
    """Return a report as text, with a place for the signature."""
    glr = "none" if told["GLR"] is None else f"{told['GLR']:.6g}"
    pairwise = "too large to write" if told["pairwise_LR"] is None else f"{told['pairwise_LR']:.6g}"
    alike = ", ".join(told["dna_cannot_tell_apart"])
    return [
        f"Identification of victim {told['victim']}",
        f"Case {told['case']} (SHA-256 of its file {told['case_sha256']})",
        "",
        f"Hypothesis 1: {told['hypotheses'][0]}, of the family {told['family']}.",
        f"Hypothesis 2: {told['hypotheses'][1]}.",
        f"Prior: {told['prior']}.",
        f"Mutation: {'as the markers say' if told['mutation'] else 'none'}. Method: {told['method']}.",
        "",
        f"Likelihood ratio of this pairing by itself: {pairwise}",
        f"Markers that contradict it unless there was a mutation: {told['inconsistent_markers']}",
        f"Posterior, jointly over all victims and families: {told['posterior']:.10f} (threshold {told['threshold']:g})",
        f"Generalised likelihood ratio: {glr}",
        f"Conclusion on DNA: {told['conclusion_on_dna']}, likeliest victim {told['likeliest_victim'] or 'none'}",
        *([f"DNA cannot tell apart: {alike}. The name needs other evidence."] if alike else []),
        "",
        *(f"{name}: {finding}" for name, finding in told["primary"].items()),
        *(f"secondary, {item['speaks']}: {item['what']}" for item in told["secondary"]),
        "Secondary evidence decides nothing.",
        f"Outcome for the board: {told['outcome']}",
        *(f"LOOK AT THIS: {flag}" for flag in told["flags"]),
        "",
        f"SHA-256 of this report as JSON: {told['sha256']}",
        "Geneticist: ______________________   Date: ____________   Signature: ______________________",
    ]
