"""`egnatia names`: how names compare, and how well that is done."""

import click

from egnatia.cli.names.bench import bench_names
from egnatia.cli.names.compare import compare_names
from egnatia.cli.names.search_bench import bench_search


@click.group("names", help="Compare names across scripts.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on names."""


command.add_command(compare_names)
command.add_command(bench_names)
command.add_command(bench_search)
