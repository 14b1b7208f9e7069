"""Groups whose commands are loaded when they are typed, so that help comes at once and no command loads another's."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click


class Place(NamedTuple):
    """Where a command is: the module that holds it as `command`, and what the help of its group says of it."""

    module: str
    help: str


class LazyGroup(click.Group):
    """A group that knows where its commands are, and loads the one that is typed."""

    def __init__(self, name: str, places: Mapping[str, Place], words: str) -> None:
        """Remember where the commands are, in the order of their use, and what the group is for."""
        super().__init__(name, help=words, no_args_is_help=True)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names of the commands, in the order of their use."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command; None if there is no such."""
        found = self._places.get(cmd_name)
        if found is None:
            return None
        command: click.Command = import_module(found.module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.help) for name, place in self._places.items()])
