"""`egnatia node renew`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError, update_directory
from egnatia.cli.ending import Ending
from egnatia.cli.options import existing_folder


@click.command("renew")
@existing_folder
@click.argument("directory", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(folder: Path, directory: Path) -> None:
    """Give the node in FOLDER a newer DIRECTORY of its network; it is in force within a second, also while it runs.

    One node is enough: the others fetch it from there within the hour.
    """
    try:
        version = update_directory(folder, directory.read_bytes())
    except NodeError as error:
        raise Ending(str(error)) from error
    except OSError as error:
        raise Ending(f"{directory} cannot be read: {error.strerror}") from error
    click.echo(f"version {version} is in force")
