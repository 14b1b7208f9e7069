"""`egnatia user`: accounts."""

import pwd

import click

from egnatia.casework.rows import Role
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, json_option, listed, print_json, print_rows
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk


@click.group("user", help="Open, list and close accounts; sign in at the desk.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on accounts."""


@command.command("add")
@acting
@click.argument("name")
@click.option("--roles", required=True, help=f"With commas: {', '.join(Role)}.")
@click.option("--purposes", help=f"With commas; all, if none is named: {', '.join(Purpose)}.")
@click.option("--desks", help=f"With commas; every desk, if none is named: {', '.join(Desk)}.")
@click.option("--os-user", required=True, help="The user of this machine who may act as it: name or number.")
def add_one(node: Connection, name: str, **typed: str | None) -> None:
    """Open an account and bind it to a user of this machine."""
    body = {
        "name": name,
        "roles": listed(typed["roles"]),
        "purposes": listed(typed["purposes"]) or list(Purpose),
        "uid": _uid(str(typed["os_user"])),
        "desks": listed(typed["desks"]),
    }
    account = node.post("/v1/accounts", body)
    click.echo(f"{account['name']} opened, id {account['id']}")


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List all accounts."""
    accounts = node.get("/v1/accounts")
    if as_json:
        print_json(accounts)
        return
    rows = [
        (account["name"], ",".join(account["roles"]), account["uid"], "active" if account["active"] else "closed")
        for account in accounts
    ]
    print_rows(("name", "roles", "uid", "state"), rows)


@command.command("close")
@acting
@click.argument("name")
def close_one(node: Connection, name: str) -> None:
    """Close an account; what it did stays on record."""
    node.post(f"/v1/accounts/{quoted(name)}/closing")
    click.echo(f"{name} closed")


@command.command("link")
@acting
def link_me(node: Connection) -> None:
    """Print a link by which you sign in at the desk: it works once, for 15 minutes."""
    click.echo(node.post("/v1/me/link")["link"])


def _uid(user: str) -> int:
    if user.isdecimal():
        return int(user)
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError as error:
        raise Ending(f"this machine has no user {user}") from error
