"""`egnatia match train`: what the agreement of fields is worth in this node's register, by its own judgements."""

from dataclasses import asdict
from pathlib import Path

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.match.weights import write_weights
from egnatia.cli.options import acting, print_rows
from egnatia.match.records.examples import SORTS
from egnatia.match.records.training import Example, TrainingError, train


@click.command("train")
@acting
@click.option("--kind", type=click.Choice(sorted(SORTS)), default="person", show_default=True)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A new file, for the weights.")
def train_weights(node: Connection, kind: str, target: Path) -> None:
    """Learn what agreement is worth from this node's judgements and waiting pairs, and write it with how it does.

    Only how fields agree is read, no value and no id; the reading is logged. Nothing uses the file until somebody says
    so: `egnatia match link --weights FILE`. Too few judgements teach nothing, and are refused.
    """
    told = node.post(f"/v1/pairs/levels?kind={quoted(kind)}")
    examples = [Example(levels=one["levels"], name=one["name"], same=one["same"]) for one in told["examples"]]
    try:
        learned = train(SORTS[kind], examples)
    except TrainingError as error:
        raise Ending(str(error)) from error
    write_weights(target, learned)
    before, after = asdict(learned.before), asdict(learned.after)
    rows = [(name, f"{before[name]:.4f}", f"{after[name]:.4f}") for name in before]
    print_rows(("cross-validated", "shipped", "learned"), rows)
    click.echo(
        f"learned from {learned.same} pairs judged the same, {learned.different} not the same and "
        f"{learned.unjudged} that wait; written to {target}"
    )
    if told["more"]:
        click.echo("of the pairs that wait, only the likeliest 5,000 were looked at", err=True)
