"""`egnatia kinship`: likelihoods of DNA profiles on pedigrees, and their ratios."""

from dataclasses import replace
from math import exp
from pathlib import Path
from typing import Any

import click

from egnatia.cli.casefile import PROJECT, read_json, read_text, refusing
from egnatia.cli.kinship.haplotypes import lineage_lines, lineage_told, mitochondrial_lines, mitochondrial_told
from egnatia.cli.kinship.screen import command as screen
from egnatia.cli.kinship.told import comparison_rows, comparison_told
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.kinship.cases.comparison import ComparisonCase, read_comparison
from egnatia.match.kinship.cases.fields import as_list
from egnatia.match.kinship.cases.hypotheses import read_familias_comparison
from egnatia.match.kinship.cases.mitochondrial import is_mitochondrial, read_mitochondrial
from egnatia.match.kinship.cases.pair import read_blind, read_lineage
from egnatia.match.kinship.cases.pairs import is_pairs, read_pairs
from egnatia.match.kinship.cases.single import read_single_cases
from egnatia.match.kinship.cases.tables import Tables, read_tables
from egnatia.match.kinship.errors import CaseError

_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


@click.group("kinship", help="Likelihoods of DNA profiles on pedigrees.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on kinship."""


command.add_command(screen)


@command.command("likelihood")
@_file
@click.option("--theta", type=click.FloatRange(0, 1, max_open=True), help="Coancestry, for all cases; else 0.")
@click.option("--theta-of-case", is_flag=True, help="Use the theta that each case names.")
@json_option
def likelihood(file: Path, *, theta: float | None, theta_of_case: bool, as_json: bool) -> None:
    """Compute the likelihood of each case of one marker in FILE, in order.

    A case names pedigree, alleles, afreq, genotypes, chrom and mutation. Its theta is left out unless
    --theta-of-case is given: the layout keeps it for a second answer. Of a project of Familias (.fam), each pedigree
    is a case, with all markers.
    """
    if file.suffix == PROJECT:
        _likelihoods_of_project(file, as_json=as_json)
        return
    with refusing(file):
        cases = read_single_cases(read_json(file))
        found = [case.likelihood(case.theta if theta_of_case else theta or 0.0) for case in cases]
    if theta is None and not theta_of_case and any(case.theta for case in cases):
        click.echo("egnatia: cases name a theta; these are likelihoods at theta 0 (--theta-of-case)", err=True)
    if as_json:
        print_json(found)
        return
    print_rows(("case", "likelihood"), [(case.name, repr(number)) for case, number in zip(cases, found, strict=True)])


def _likelihoods_of_project(file: Path, *, as_json: bool) -> None:
    with refusing(file):
        case = read_familias_comparison(read_text(file), file.stem)
        logs = case.compare().totals.tolist()
    if as_json:
        print_json([exp(log) for log in logs])
        return
    names = [hypothesis.name for hypothesis in case.hypotheses]
    print_rows(("pedigree", "likelihood"), [(name, repr(exp(log))) for name, log in zip(names, logs, strict=True)])


@command.command("lr")
@_file
@click.option(
    "--frequencies", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV table (locus,allele,freq) for markers that FILE gives no frequencies of.",
)  # fmt: skip
@click.option("--reference", help="The hypothesis that the others are compared with; else as FILE says, or the last.")
@json_option
def likelihood_ratio(file: Path, *, frequencies: Path | None, reference: str | None, as_json: bool) -> None:
    """Compare the hypotheses of the case in FILE, or of each case in a list, and show the likelihood ratios.

    FILE is a case in JSON, a list of cases, a list of pairs, or a project of Familias (.fam), each of whose pedigrees
    is a hypothesis.
    """
    with refusing(frequencies or file):
        tables = None if frequencies is None else read_tables(read_text(frequencies))
    with refusing(file):
        cases, many = _comparisons(file, tables)
        if not cases:
            raise CaseError("there is no case in the list")
        cases = [case if reference is None else replace(case, reference=reference) for case in cases]
        told = [(case, comparison_told(case, case.compare())) for case in cases]
    for case, item in told:
        _warn_of_impossible(case, item)
    if as_json:
        print_json([item for _, item in told] if many else told[0][1])
        return
    for case, item in told:
        click.echo(f"{case.name}: likelihood ratios against {case.reference!r}, theta {case.conditions.theta:g}")
        print_rows(("hypothesis", "LR", "log10 LR", "posterior"), comparison_rows(item))


def _warn_of_impossible(case: ComparisonCase, told: dict[str, Any]) -> None:
    """Say on stderr that there is no ratio against a hypothesis that cannot be, and which others could be named."""
    possible = [item["name"] for item in told["hypotheses"] if item["log_likelihood"] is not None]
    if case.reference not in possible:
        others = f"; --reference names another: {', '.join(possible)}" if possible else ", and so are all others"
        click.echo(f"egnatia: {case.name}: the reference {case.reference!r} is impossible{others}", err=True)


def _comparisons(file: Path, tables: Tables | None) -> tuple[list[ComparisonCase], bool]:
    """Return the cases of a file in any layout, and whether it may hold several."""
    if file.suffix == PROJECT:
        return [read_familias_comparison(read_text(file), file.stem)], False
    given = read_json(file)
    if is_pairs(given):
        return read_pairs(given, tables), True
    many = as_list(given, "file") if isinstance(given, list) else [given]
    cases = [read_comparison(case, f"case {number}", tables) for number, case in enumerate(many, 1)]
    return cases, isinstance(given, list)


@command.command("blind")
@_file
@json_option
def blind(file: Path, *, as_json: bool) -> None:
    """Say how the two people of the case in FILE may be related: each usual relationship, the most probable first.

    The case states the prior of each relationship that comes into question; without any, all are taken as equal.
    """
    with refusing(file):
        case = read_blind(read_json(file))
        told = comparison_told(case, case.compare())
    told["people"] = case.people
    told["hypotheses"].sort(key=lambda item: -(item["posterior"] or 0.0))
    if as_json:
        print_json(told)
        return
    click.echo(f"{' and '.join(case.people)}: likelihood ratios against {case.reference!r}, posteriors by these priors")
    rows = zip(comparison_rows(told), told["hypotheses"], strict=True)
    print_rows(
        ("relationship", "LR", "log10 LR", "prior", "posterior"),
        [(*row[:3], f"{item['prior']:.6g}", row[3]) for row, item in rows],
    )


@command.command("lineage")
@_file
@json_option
def lineage(file: Path, *, as_json: bool) -> None:
    """Compare the Y or mitochondrial haplotypes of the two people in FILE: one lineage, or none in common."""
    with refusing(file):
        given = read_json(file)
        if is_mitochondrial(given):
            maternal = read_mitochondrial(given)
            told = mitochondrial_told(maternal, maternal.compare())
            lines = mitochondrial_lines(told)
        else:
            case = read_lineage(given)
            told = lineage_told(case, case.compare())
            lines = lineage_lines(told)
    if as_json:
        print_json(told)
        return
    for line in lines:
        click.echo(line)
