"""`egnatia match`: which records may be about the same, of two registers outside a node, or within one."""

import click

from egnatia.cli.match.link import link_registers
from egnatia.cli.match.queue import judge_pair, list_queue, scan_register, show_pair, undo_judgement
from egnatia.cli.match.train import train_weights


@click.group("match", help="Which records may be about the same: link registers, judge pairs.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands that match."""


for one in (link_registers, scan_register, list_queue, show_pair, judge_pair, undo_judgement, train_weights):
    command.add_command(one)
