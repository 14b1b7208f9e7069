"""The command `egnatia`: finds the module of a command when it is typed, so that help comes at once."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

import click

from egnatia import __version__
from egnatia.cli.ending import Ending


class _Command(NamedTuple):
    module: str
    help: str


#: Every command with the module that has its `app`, and what `egnatia --help` says of it.
COMMANDS: Mapping[str, _Command] = MappingProxyType(
    {
        "node": _Command("egnatia.cli.node", "Found, run, back up a node."),
        "network": _Command("egnatia.cli.network", "Found a network of nodes, admit and expel members."),
        "user": _Command("egnatia.cli.user", "Open, list and close accounts."),
        "case": _Command("egnatia.cli.case", "Open, list and close case files."),
        "ask": _Command("egnatia.cli.ask", "Ask partners about a person, a document, a vehicle ..."),
        "question": _Command("egnatia.cli.question", "Questions asked and received; answer by hand."),
        "hit": _Command("egnatia.cli.hit", "Compare, confirm, reject and release hits."),
        "record": _Command("egnatia.cli.record", "Put on record, import, read, amend, erase and hold."),
        "law": _Command("egnatia.cli.law", "Which channel is open, and what is missing."),
        "ledger": _Command("egnatia.cli.ledger", "Check and read the log."),
        "names": _Command("egnatia.cli.names", "Compare names across scripts."),
        "demo": _Command("egnatia.cli.demo.command", "Run a whole network with real work in it."),
        "bench": _Command("egnatia.cli.bench.command", "Measure the exchange between nodes."),
    }
)


class _Group(click.Group):
    """The root of all commands."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a command."""
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        command: click.Command = import_module(found.module).command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])


@click.group(cls=_Group, help="Ask across borders. Keep your data. Prove everything.")
@click.version_option(__version__, prog_name="egnatia")
def root() -> None:
    """Be the root of all commands."""


def main() -> None:
    """Run a command; whatever goes wrong ends in one sentence and an exit code (`ending.py`)."""
    try:
        root.main(standalone_mode=False)
    except Ending as ending:
        _end(str(ending), ending.code)
    except click.exceptions.Exit as ending:
        sys.exit(ending.exit_code)
    except click.ClickException as error:
        _end(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        _end("stopped", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _end(words: str, code: int) -> None:
    print(f"egnatia: {words}", file=sys.stderr)  # noqa: T201 - the one place where a command says why it ends
    sys.exit(code)
