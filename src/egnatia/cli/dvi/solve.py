"""`egnatia dvi solve`: who the victims of a disaster are, jointly over all families."""

import time
from pathlib import Path
from typing import Any

import click

from egnatia.cli.casefile import refusing
from egnatia.cli.dvi.case import policy_options, read_case, solve_case
from egnatia.cli.dvi.told import assignment_rows, conclusion_rows
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.kinship.dvi.sampling import DISAGREEING
from egnatia.match.kinship.dvi.told import bodies_told, solution_told

#: How many assignments a person is shown; JSON has all that are listed.
SHOWN = 10


@click.command("solve")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@policy_options
@click.option("--top", type=click.IntRange(1), default=1000, show_default=True, help="Assignments to list.")
@json_option
def command(file: Path, *, top: int, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 - what click makes of options
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
    count = "uncounted" if told["assignment_count"] is None else told["assignment_count"]
    click.echo(f"{told['name']}: {told['assignments_possible']} of {count} assignments are {done}")
    click.echo(f"prior {told['prior']}; mutation {'on' if told['mutation'] else 'off'}; {method_in_words(told)}")
    print_rows(("posterior", *told["marginals"]["rows"]), assignment_rows(told, SHOWN))
    print_rows(
        ("family", "missing", "victim", "LR", "GLR", "posterior", "conclusion", "comment"), conclusion_rows(told)
    )


def method_in_words(told: dict[str, Any]) -> str:
    """Return how the posterior was found; of a sampled one, how sure it is."""
    if told["method"] == "exact":
        return f"exact; {told['seconds']:.2f} s"
    met = told["sampling"]
    sure = f"probabilities are within about ±{3 * met['error']:.2g}"
    if met["r_hat"] > DISAGREEING:
        sure = f"its chains DISAGREE (R-hat {met['r_hat']:.2f}): probabilities are not sure, take more steps"
    return (
        f"SAMPLED, not exact: {met['chains']} chains of {met['steps']} steps from seed {met['seed']}, "
        f"{sure}; {told['seconds']:.2f} s"
    )
