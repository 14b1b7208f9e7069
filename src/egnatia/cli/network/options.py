"""What the commands of governors share: files, the threshold, and what comes next."""

from pathlib import Path

import click

from egnatia.exchange.ceremony import Draft, standings
from egnatia.exchange.directory import trust_root

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
CARDS = FILE
NEW_FILE = click.Path(path_type=Path)
threshold_option = click.option(
    "--threshold", type=click.IntRange(2), default=2, show_default=True, help="How many governors it takes."
)


def say_next(draft: Path, made: Draft) -> None:
    """Say how many signatures a draft wants, part by part, and what to do next.

    Raises:
        DirectoryError: it is damaged.
    """
    found = standings(made)
    for standing in found:
        wanted = f"{standing.missing} wanted" if standing.missing else "enough"
        click.echo(f"{standing.part}: {len(standing.signed)} of {standing.threshold} signatures, {wanted}")
    if any(standing.missing for standing in found):
        click.echo(f"next: each governor looks at it (egnatia network show {draft}) and signs it with the own key, "
                   f"one after the other or on copies: egnatia network sign {draft} KEY", err=True)  # fmt: skip
    else:
        click.echo(f"next: egnatia network publish directory.json {draft}", err=True)


def say_root(made: Draft) -> None:
    """Print the digest of the first root, by which nodes know the network.

    Raises:
        DirectoryError: the root lacks signatures.
    """
    click.echo(f"root {trust_root(made.roots[0]).root_digest}")
