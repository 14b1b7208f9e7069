"""One's own account: passkeys and sessions, each to be ended by oneself."""

import json

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.login import end_session, sessions
from egnatia.casework.passkeys import add_key, creation_options, list_keys, remove_key, rename_key
from egnatia.casework.rights import Right
from egnatia.web.shell import Visit, freshly, go, screen


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/account", show_account),
        screen("/account/passkey", freshly(show_new_key)),
        screen("/account/passkeys", freshly(add), takes_form=True),
        screen("/account/passkeys/{key}/name", rename, takes_form=True),
        screen("/account/passkeys/{key}/removal", freshly(remove), takes_form=True),
        screen("/account/sessions/end", end_others, takes_form=True),
        screen("/account/sessions/{session}/end", end, takes_form=True),
    ]


def show_account(visit: Visit) -> Response:
    """Show what the person is here, by what the person signs in, and where the person is signed in."""
    return visit.show(
        "account.html",
        rights=[right for right in Right if visit.may(right)],
        keys=list_keys(visit.office, visit.account),
        sessions=sessions(visit.office, visit.account.id),
        may_vouch=visit.may(Right.VOUCH),
    )


def show_new_key(visit: Visit) -> Response:
    """Show the form by which a passkey is made; its challenge waits for five minutes."""
    options = creation_options(visit.office, visit.account, visit.node.door.site)
    return visit.show("passkey.html", options=json.dumps(options), site=visit.node.door.site)


def add(visit: Visit) -> Response:
    """Keep the passkey that was made."""
    add_key(visit.office, visit.node.door, visit.account, visit.one("_response"), visit.one("name"))
    return go("/account")


def rename(visit: Visit) -> Response:
    """Call a passkey otherwise."""
    rename_key(visit.office, visit.account, visit.path["key"], visit.one("name"))
    return go("/account")


def remove(visit: Visit) -> Response:
    """Remove a passkey."""
    remove_key(visit.office, visit.account, visit.path["key"])
    return go("/account")


def end(visit: Visit) -> Response:
    """End one session, perhaps this one."""
    end_session(visit.office, visit.account, visit.path["session"])
    return go("/account")


def end_others(visit: Visit) -> Response:
    """End every session but this one."""
    for session in sessions(visit.office, visit.account.id):
        if session.id != visit.session.id:
            end_session(visit.office, visit.account, session.id)
    return go("/account")
