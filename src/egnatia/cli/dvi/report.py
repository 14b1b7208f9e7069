"""`egnatia dvi report`: the report on one identification, with a place for the signature."""

import hashlib
from pathlib import Path
from typing import Any

import click

from egnatia import __version__
from egnatia.cli.casefile import read_json, refusing
from egnatia.cli.dvi.case import policy_options, read_case, solve_case
from egnatia.cli.options import json_option, print_json
from egnatia.match.kinship.cases.board import read_board
from egnatia.match.kinship.dvi.board import dna_finding, reconcile
from egnatia.match.kinship.dvi.report import Identification, report_told

_case = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("report")
@click.argument("file", type=_case)
@click.option("--victim", required=True, help="Who is supposed to be the missing person.")
@click.option("--missing", required=True, help="The missing person.")
@click.option(
    "--board", "board_file", type=_case, help="JSON: findings of prints and dental work, and secondary evidence."
)
@policy_options
@json_option
def command(
    file: Path, *, victim: str, missing: str, board_file: Path | None, as_json: bool, **chosen: Any  # noqa: ANN401 - as above
) -> None:  # fmt: skip
    """Write the report on one identification in the case in FILE, for a geneticist to sign and a board to decide on.

    BOARD is {"prints": FINDING, "dental": FINDING, "secondary": [{"what": WORDS, "speaks": "for" or "against"}]}, a
    finding being identified, excluded or open. Secondary evidence flags a conflict; it never changes what DNA says.
    """
    with refusing(board_file or file):
        findings, secondary = read_board(read_json(board_file) if board_file else {})
    with refusing(file):
        solution = solve_case(read_case(file), 1, chosen).solution
        pair = Identification(victim=victim, missing=missing)
        reconciled = reconcile({"dna": dna_finding(solution, (victim, missing)), **findings}, secondary)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        told = report_told(solution, pair, (reconciled, secondary), digest)
    if as_json:
        print_json(told)
        return
    for line in report_lines(told):
        click.echo(line)


def report_lines(told: dict[str, Any]) -> list[str]:
    """Return a report as text, with a place for the signature."""
    glr = "none" if told["GLR"] is None else f"{told['GLR']:.6g}"
    pairwise = _ratio(told["pairwise_LR"])
    alike = ", ".join(told["dna_cannot_tell_apart"])
    return [
        f"Identification of victim {told['victim']}",
        f"Case {told['case']} (SHA-256 of its file {told['case_sha256']})",
        "",
        f"Hypothesis 1: {told['hypotheses'][0]}, of the family {told['family']}.",
        f"Hypothesis 2: {told['hypotheses'][1]}.",
        f"Prior: {told['prior']}.",
        f"Mutation: {'as by each marker' if told['mutation'] else 'none'}. Method: {told['method']}.",
        f"Allele frequencies: of the case's file. Theta: {told['theta']:g}. Computed by: egnatia {__version__}.",
        f"Drop-out: {', '.join(f'{name} {chance:g}' for name, chance in told['dropout'].items()) or 'none'}.",
        "",
        f"Likelihood ratio of this pairing by itself: {pairwise}",
        *(line for marker, ratio in told["LR_by_marker"].items() for line in _marker_lines(told, marker, ratio)),
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


def _marker_lines(told: dict[str, Any], marker: str, ratio: float | None) -> list[str]:
    """Return what was read at a marker, the victim first, the ratio that follows, and what it is computed by."""
    read = "; ".join(f"{name} {'/'.join(alleles)}" for name, alleles in told["genotypes"].get(marker, {}).items())
    line = f"  {marker}: {_ratio(ratio)}"
    if not read:
        return [line]
    by = told["markers"][marker]
    frequencies = ", ".join(f"{allele} {number:.6g}" for allele, number in by["frequencies"].items())
    silent = "" if by["silent"] is None else f", silent {by['silent']:.6g}"
    mothers, fathers = by["mutation_of_mothers"], by["mutation_of_fathers"]
    mutation = mothers if mothers == fathers else f"of mothers {mothers}; of fathers {fathers}"
    return [f"{line}   ({read})", f"      frequencies {frequencies}{silent}; mutation {mutation}"]


def _ratio(number: float | None) -> str:
    return "too large to write" if number is None else f"{number:.6g}"
