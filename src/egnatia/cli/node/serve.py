"""`egnatia node serve`."""

import signal
import threading
from pathlib import Path

import click

from egnatia.bootstrap import NodeError, open_node, share
from egnatia.cli.ending import NO_NODE, Ending
from egnatia.cli.options import existing_folder
from egnatia.cli.serving import Serving


@click.command("serve")
@existing_folder
@click.option(
    "--stand-by",
    "--partners-only",
    "stand_by",
    is_flag=True,
    help="Be a further process of a node that runs: answer partners, and take over the rest if the first process ends; "
    "the database must be on a server.",
)
def command(folder: Path, *, stand_by: bool) -> None:
    """Run the node in FOLDER until it is told to stop (Ctrl-C, or SIGTERM)."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    click.echo(f"starting the node in {folder}", err=True)
    shared = share()
    try:
        serving = Serving(open_node(folder, shared), stand_by=stand_by)
        serving.start()
        click.echo(_state(serving, stand_by=stand_by), err=True)
        stopped.wait()
        serving.stop()
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    finally:
        shared.close()


def _state(serving: Serving, *, stand_by: bool) -> str:
    settings = serving.node.settings
    partners = f"{serving.node.office.me} runs; partners at {settings.port.bind}:{serving.port.number}"
    if stand_by:
        return f"{partners}; stands by for the rest"
    return f"{partners}, commands at {settings.socket}, page: {serving.page_address}"
