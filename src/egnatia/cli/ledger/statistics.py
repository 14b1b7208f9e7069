"""`egnatia ledger statistics`."""

import csv
import sys
from urllib.parse import urlencode

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json, print_rows

_COLUMNS = ("month", "what", "ground", "instrument", "partner", "count")


@click.command("statistics")
@acting
@click.option("--from", "first", required=True, help="First month: YYYY-MM.")
@click.option("--until", "last", required=True, help="Last month: YYYY-MM.")
@click.option("--exact", is_flag=True, help="For the supervisory authority itself: not as they may be published.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@json_option
def command(node: Connection, *, as_csv: bool, as_json: bool, exact: bool, **months: str) -> None:
    """Count from the log what was done in each month: by instrument, partner and ground.

    Without --exact, numbers below five are left open and others rounded to fives, so that nobody is found in them.
    """
    query = urlencode({**months, "exact": str(exact).lower()})
    found = node.get(f"/v1/statistics?{query}")
    if as_json:
        print_json(found)
        return
    rows = [tuple("<5" if line[name] is None else line[name] for name in _COLUMNS) for line in found]
    if as_csv:
        csv.writer(sys.stdout).writerows([_COLUMNS, *rows])
    else:
        print_rows(_COLUMNS, [tuple(cell if cell != "" else "-" for cell in row) for row in rows])
