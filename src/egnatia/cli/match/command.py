"""`egnatia match`: records matched with records, outside a node."""

import click

from egnatia.cli.match.link import link_registers


@click.group("match", help="Link registers.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands that match."""


command.add_command(link_registers)
