"""A disaster from a file, solved as the options of a command say; what both commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, TypeVar

import click

from egnatia.cli.casefile import PROJECT, read_json, read_text
from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.familias import read_familias_disaster
from egnatia.match.kinship.dvi.disaster import Disaster
from egnatia.match.kinship.dvi.fragments import SAME_BODY, Body, find_bodies, join_fragments
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.sampling import Plan
from egnatia.match.kinship.dvi.solution import Solution, solve

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--threshold", type=click.FloatRange(0.5, 1, min_open=True, max_open=True), default=0.9995, show_default=True,
        help="Posterior from which a pairing is an identification.",
    ),
    click.option(
        "--ratio", type=click.FloatRange(1, min_open=True), default=10_000.0, show_default=True,
        help="Likelihood ratio from which a pairing is undisputed.",
    ),
    click.option(
        "--prior-odds", "odds", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True,
        help="Prior odds of each identification; 1: all assignments are equally probable.",
    ),
    click.option("--mutation/--no-mutation", default=True, show_default=True, help="As the markers of the case say."),
    click.option("--fragments", is_flag=True, help="Join remains that are of one body first, by their profiles."),
    click.option("--sample", "steps", type=click.IntRange(100), help="Sample in so many steps instead: large cases."),
    click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the sampling."),
)  # fmt: skip


def policy_options(command: _F) -> _F:
    """Give a command the options by which a disaster is solved."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A disaster with its solution, and the bodies that were put together from fragments."""

    solution: Solution
    bodies: tuple[Body, ...]
    joined: bool


def read_case(file: Path) -> Disaster:
    """Read a disaster: JSON, or a project of Familias.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says cannot be.
    """
    if file.suffix == PROJECT:
        return read_familias_disaster(read_text(file), file.stem)
    return read_disaster(read_json(file))


def solve_case(disaster: Disaster, listed: int, chosen: dict[str, Any]) -> Solved:
    """Solve a disaster as the options say; of fragments that are not joined, tell.

    Raises:
        KinshipError: profiles that contradict their pedigree, or a case that is too large.
    """
    policy = Policy(
        threshold=chosen["threshold"],
        ratio=chosen["ratio"],
        odds=chosen["odds"],
        mutation=chosen["mutation"],
        listed=listed,
    )
    bodies = tuple(find_bodies(disaster, log(SAME_BODY)))
    if chosen["fragments"]:
        disaster = join_fragments(disaster, bodies)
    for body in () if chosen["fragments"] else bodies:
        names = ", ".join(body.fragments)
        click.echo(f"egnatia: {names} are of one body by DNA: --fragments joins them", err=True)
    for family in disaster.silent:
        click.echo(f"egnatia: nobody of family {family} has a profile: DNA says nothing of whom it misses", err=True)
    plan = None if chosen["steps"] is None else Plan(steps=chosen["steps"], seed=chosen["seed"])
    return Solved(solution=solve(disaster, policy, plan), bodies=bodies, joined=chosen["fragments"])
