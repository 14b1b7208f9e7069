"""`egnatia dvi`: who the victims of a disaster are, jointly over all families."""

import hashlib
import time
from pathlib import Path
from typing import Any

import click

from egnatia.cli.casefile import read_json, refusing
from egnatia.cli.dvi import board
from egnatia.cli.dvi.case import policy_options, read_case, solve_case
from egnatia.cli.dvi.records import compare_records
from egnatia.cli.dvi.report import report_lines
from egnatia.cli.dvi.told import assignment_rows, conclusion_rows
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.kinship.cases.board import read_board
from egnatia.match.kinship.dvi.board import dna_finding, reconcile
from egnatia.match.kinship.dvi.report import Identification, report_told
from egnatia.match.kinship.dvi.told import bodies_told, solution_told

#: How many assignments a person is shown; JSON has all that are listed.
SHOWN = 10

_case = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("dvi", help="Disaster victim identification.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on disasters."""


for _one in (compare_records, board.propose, board.list_proposals, board.decide, board.sign, board.verify):
    command.add_command(_one)


@command.command("solve")
@click.argument("file", type=_case)
@policy_options
@click.option("--top", type=click.IntRange(1), default=1000, show_default=True, help="Assignments to list.")
@json_option
def solve_disaster(file: Path, *, top: int, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 - what click makes of options
    """Solve the case in FILE: pairwise likelihood ratios, joint posterior, marginals, conclusions.

    FILE is a case in JSON, or a project of Familias (.fam) with a part on disaster victims.
    """
    with refusing(file):
        disaster = read_case(file)
        started = time.perf_counter()
        solved = solve_case(disaster, top, chosen)
        told = solution_told(solved.solution, time.perf_counter() - started)
        told["fragments"] = bodies_told(solved.bodies, joined=solved.joined)
    if as_json:
        print_json(told)
        return
    done = "possible" if told["method"] == "exact" else "met and possible"
    click.echo(f"{told['name']}: {told['assignments_possible']} of {told['assignment_count']} assignments are {done}")
    click.echo(f"prior {told['prior']}; mutation {'on' if told['mutation'] else 'off'}; {_method(told)}")
    print_rows(("posterior", *told["marginals"]["rows"]), assignment_rows(told, SHOWN))
    print_rows(
        ("family", "missing", "victim", "LR", "GLR", "posterior", "conclusion", "comment"), conclusion_rows(told)
    )


@command.command("report")
@click.argument("file", type=_case)
@click.option("--victim", required=True, help="Who is supposed to be the missing person.")
@click.option("--missing", required=True, help="The missing person.")
@click.option(
    "--board", "board_file", type=_case, help="JSON: findings of prints and dental work, and secondary evidence."
)
@policy_options
@json_option
def report(
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
        conclusions = {item.missing: item for item in solution.conclusions}
        pair = Identification(victim=victim, missing=missing)
        dna = {"dna": dna_finding(conclusions[missing], victim)} if missing in conclusions else {}
        reconciled = reconcile({**dna, **findings}, secondary)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        told = report_told(solution, pair, (reconciled, secondary), digest)
    if as_json:
        print_json(told)
        return
    for line in report_lines(told):
        click.echo(line)


def _method(told: dict[str, Any]) -> str:
    if told["method"] == "exact":
        return f"exact; {told['seconds']:.2f} s"
    met = told["sampling"]
    return (
        f"SAMPLED, not exact: {met['chains']} chains of {met['steps']} steps from seed {met['seed']}, "
        f"probabilities are within about ±{2 * met['error']:.2g}; {told['seconds']:.2f} s"
    )
