"""`egnatia user`: accounts."""

import pwd
from typing import Any

import click

from egnatia.casework.rows import Role
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.guide import say_next
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
@click.option("--os-user", help="The user of this machine who may act as it: name or number; none: at the desk only.")
def add_one(node: Connection, name: str, **typed: str | None) -> None:
    """Open an account and bind it to a user of this machine; its roles hold once somebody else grants them."""
    body = {
        "name": name,
        "roles": listed(typed["roles"]),
        "purposes": listed(typed["purposes"]) or list(Purpose),
        "uid": _uid(str(typed["os_user"])) if typed["os_user"] else None,
        "desks": listed(typed["desks"]),
    }
    account = node.post("/v1/accounts", body)
    click.echo(f"{account['name']} opened, id {account['id']}")
    if not account["roles"]:
        _tell_waiting(node, name, body)
    elif Role.SUPERVISOR in account["roles"]:
        whose = ("--os-user", "USER", "--node", node.folder.absolute())
        say_next(f"for those who ask; {name} then grants it", "user", "add", "NAME", "--roles", Role.OFFICER, *whose)


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


@command.command("change")
@acting
@click.argument("name")
@click.option("--roles", required=True, help=f"With commas: {', '.join(Role)}.")
@click.option("--purposes", help=f"With commas; all, if none is named: {', '.join(Purpose)}.")
def change_one(node: Connection, name: str, roles: str, purposes: str | None) -> None:
    """Give an account other roles and purposes; whoever sits at a screen under it signs in anew.

    What only takes away holds at once; what adds anything, somebody else grants.
    """
    body = {"roles": listed(roles), "purposes": listed(purposes) or list(Purpose)}
    account = node.post(f"/v1/accounts/{quoted(name)}/standing", body)
    if set(account["roles"]) != set(body["roles"]) or set(account["purposes"]) != set(body["purposes"]):
        _tell_waiting(node, name, body)
        return
    click.echo(f"{account['name']} is {', '.join(account['roles'])} now; every session of the account has ended")


@command.command("grant")
@acting
@click.argument("name")
@click.option("--roles", required=True, help=f"What you grant, with commas: {', '.join(Role)}.")
@click.option("--purposes", help=f"With commas; all, if none is named: {', '.join(Purpose)}.")
def grant_one(node: Connection, name: str, roles: str, purposes: str | None) -> None:
    """Grant roles that an administrator proposed for somebody: exactly what you name, or nothing.

    `egnatia user vouch` lists what waits.
    """
    body = {"roles": listed(roles), "purposes": listed(purposes) or list(Purpose)}
    account = node.post(f"/v1/accounts/{quoted(name)}/grant", body)
    click.echo(f"{account['name']} is {', '.join(account['roles'])} now")
    if Role.OFFICER in account["roles"]:
        stated = ("--title", "TITLE", "--offence", "OFFENCE", "--members", name)
        say_next("by a supervisor", "case", "open", "NUMBER", *stated, "--node", node.folder.absolute())


@command.command("link")
@acting
@click.argument("name", required=False)
def link_me(node: Connection, name: str | None) -> None:
    """Print a link by which you sign in at the desk: it works once, for 15 minutes.

    With a NAME, for somebody else: such a link waits for a day, and works once a second person vouched for it.
    """
    if name is None:
        click.echo(node.post("/v1/me/link")["link"])
        return
    click.echo(node.post(f"/v1/accounts/{quoted(name)}/link")["link"])
    click.echo(f"it works once somebody else vouched: egnatia user vouch {name}", err=True)


@command.command("vouch")
@acting
@click.argument("name", required=False)
@click.option("--identity", is_flag=True, help="For the identity that was bound, not for a link.")
def vouch_one(node: Connection, name: str | None, *, identity: bool) -> None:
    """Vouch that a link, or an identity, is this person's: you know that it is, and did not make it.

    Without a NAME, list what waits for a second person, proposed roles too.
    """
    if name is None:
        found = node.get("/v1/vouching")
        rows = [(one["name"], _said(one), one["made_by"], one["at"]) for one in found]
        print_rows(("account", "what", "made by", "when"), rows)
        return
    if identity:
        node.post(f"/v1/accounts/{quoted(name)}/identities/vouching")
    else:
        node.post(f"/v1/accounts/{quoted(name)}/link/vouching")
    click.echo(f"you vouched for {name}")


@command.command("lost")
@acting
@click.argument("name")
def lose_keys(node: Connection, name: str) -> None:
    """Remove all passkeys of somebody who lost them; make a link then."""
    found = node.post(f"/v1/accounts/{quoted(name)}/passkeys/removal")
    click.echo(f"passkeys removed: {found['removed']}")


@command.command("bind")
@acting
@click.argument("name")
@click.argument("subject")
def bind_one(node: Connection, name: str, subject: str) -> None:
    """Bind an account to who somebody is at the identity provider (the claim `sub`)."""
    node.post(f"/v1/accounts/{quoted(name)}/identities", {"subject": subject})
    click.echo(f"bound; it works once somebody else vouched: egnatia user vouch {name} --identity")


@command.command("unbind")
@acting
@click.argument("name")
def unbind_one(node: Connection, name: str) -> None:
    """Unbind an account from every identity; whoever sits at a screen under it signs in anew."""
    found = node.post(f"/v1/accounts/{quoted(name)}/identities/removal")
    click.echo(f"identities unbound: {found['removed']}")


@command.command("suspected")
@acting
@json_option
def list_suspected(node: Connection, *, as_json: bool) -> None:
    """List passkeys that counted backwards, as a copy would: they open nothing any more."""
    found = node.get("/v1/passkeys/suspected")
    if as_json:
        print_json(found)
        return
    print_rows(("account", "passkey", "since"), [(one["account"], one["name"], one["at"]) for one in found])


def _said(waiting: dict[str, Any]) -> str:
    if waiting["standing"] is None:
        return str(waiting["what"])
    return " ".join(_standing(waiting["standing"]))


def _standing(proposed: dict[str, Any]) -> list[str]:
    roles, purposes = (",".join(sorted(proposed[name])) for name in ("roles", "purposes"))
    limited = ["--purposes", purposes] if len(proposed["purposes"]) < len(Purpose) else []
    return ["--roles", roles, *limited]


def _tell_waiting(node: Connection, name: str, body: dict[str, Any]) -> None:
    what, where = f"by somebody else, who grants {', '.join(body['roles'])}", ("--node", node.folder.absolute())
    say_next(what, "user", "grant", name, *_standing(body), *where)


def _uid(user: str) -> int:
    if user.isdecimal():
        return int(user)
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError as error:
        raise Ending(f"this machine has no user {user}") from error
