"""What the commands of governors share: files, the threshold, and what comes next."""

from pathlib import Path

import click

from egnatia.cli.guide import say_next
from egnatia.exchange.ceremony import Draft, standings
from egnatia.exchange.directory import trust_root

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
CARDS = FILE
NEW_FILE = click.Path(path_type=Path)
threshold_option = click.option(
    "--threshold", type=click.IntRange(2), default=2, show_default=True, help="How many governors it takes."
)


def say_standing(draft: Path, made: Draft) -> None:
    """Say how many signatures a draft wants, part by part, and what to do next.

    Raises:
        DirectoryError: it is damaged.
    """
    found = standings(made)
    for standing in found:
        wanted = f"{standing.missing} wanted" if standing.missing else "enough"
        click.echo(f"{standing.part}: {len(standing.signed)} of {standing.threshold} signatures, {wanted}")
    if any(standing.missing for standing in found):
        say_next("by each governor, to look at it", "network", "show", draft)
        say_next("to sign it with the own key, one after the other or on copies", "network", "sign", draft, "KEY")
    else:
        say_next("to write the new directory for the nodes", "network", "publish", "NEW_DIRECTORY", draft)


def say_root(made: Draft) -> None:
    """Print the digest of the first root, by which nodes know the network.

    Raises:
        DirectoryError: the root lacks signatures.
    """
    click.echo(f"root {trust_root(made.roots[0]).root_digest}")
