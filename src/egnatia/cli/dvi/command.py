"""`egnatia dvi`: who the victims of a disaster are, jointly over all families."""

import time
from pathlib import Path
from typing import Any

import click

from egnatia.cli.casefile import read_json, read_text, refusing
from egnatia.cli.dvi.told import assignment_rows, conclusion_rows, solution_told
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.familias import read_familias_disaster
from egnatia.match.kinship.dvi.sampling import Plan
from egnatia.match.kinship.dvi.solution import Policy, solve

#: How many assignments a person is shown; JSON has all that are listed.
SHOWN = 10

#: How the names of project files of Familias end.
PROJECT = ".fam"


@click.group("dvi", help="Disaster victim identification.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on disasters."""


@command.command("solve")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--threshold", type=click.FloatRange(0.5, 1, min_open=True, max_open=True), default=0.9995, show_default=True,
    help="Posterior from which a pairing is an identification.",
)  # fmt: skip
@click.option(
    "--ratio", type=click.FloatRange(1, min_open=True), default=10_000.0, show_default=True,
    help="Likelihood ratio from which a pairing is undisputed.",
)  # fmt: skip
@click.option(
    "--prior-odds", "odds", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True,
    help="Prior odds of each identification; 1: all assignments are equally probable.",
)  # fmt: skip
@click.option("--mutation/--no-mutation", default=True, show_default=True, help="As the markers of the case say.")
@click.option("--sample", "steps", type=click.IntRange(100), help="Sample in so many steps instead: for large cases.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the sampling.")
@click.option("--top", type=click.IntRange(1), default=1000, show_default=True, help="Assignments to list.")
@json_option
def solve_disaster(file: Path, *, top: int, as_json: bool, steps: int | None, seed: int, **chosen: float) -> None:
    """Solve the case in FILE: pairwise likelihood ratios, joint posterior, marginals, conclusions.

    FILE is a case in JSON, or a project of Familias (.fam) with a part on disaster victims.
    """
    with refusing(file):
        if file.suffix == PROJECT:
            disaster = read_familias_disaster(read_text(file), file.stem)
        else:
            disaster = read_disaster(read_json(file))
        policy = Policy(
            threshold=chosen["threshold"],
            ratio=chosen["ratio"],
            odds=chosen["odds"],
            mutation=bool(chosen["mutation"]),
            listed=top,
        )
        started = time.perf_counter()
        solution = solve(disaster, policy, None if steps is None else Plan(steps=steps, seed=seed))
        told = solution_told(solution, time.perf_counter() - started)
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


def _method(told: dict[str, Any]) -> str:
    if told["method"] == "exact":
        return f"exact; {told['seconds']:.2f} s"
    met = told["sampling"]
    return (
        f"SAMPLED, not exact: {met['chains']} chains of {met['steps']} steps from seed {met['seed']}, "
        f"probabilities are within about ±{2 * met['error']:.2g}; {told['seconds']:.2f} s"
    )
