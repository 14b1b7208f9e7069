"""The people of a node: accounts and roles, for administrators; vouching and granting, for those who know them."""

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.accounts import Newcomer, close_account, list_accounts, open_account
from egnatia.casework.errors import CaseworkError, ConflictError
from egnatia.casework.granting import Standing, change_account, grant, list_proposed
from egnatia.casework.identities import bind_identity, unbind_identities, vouch_identity
from egnatia.casework.links import invite_other, vouch
from egnatia.casework.passkeys import remove_keys_of
from egnatia.casework.rights import Right
from egnatia.casework.rows import Role
from egnatia.casework.vouching import waiting
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, freshly, go, screen


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/people", show_people),
        screen("/people", freshly(add), takes_form=True),
        screen("/people/vouching", show_waiting),
        screen("/people/{name}/standing", freshly(change), takes_form=True),
        screen("/people/{name}/grant", freshly(grant_roles), takes_form=True),
        screen("/people/{name}/closing", freshly(close), takes_form=True),
        screen("/people/{name}/link", freshly(link), takes_form=True),
        screen("/people/{name}/link/vouching", freshly(vouch_for_link), takes_form=True),
        screen("/people/{name}/passkeys/removal", freshly(lose_keys), takes_form=True),
        screen("/people/{name}/identities", freshly(bind), takes_form=True),
        screen("/people/{name}/identities/vouching", freshly(vouch_for_identity), takes_form=True),
        screen("/people/{name}/identities/removal", freshly(unbind), takes_form=True),
    ]


def show_people(visit: Visit) -> Response:
    """List all accounts."""
    return _people(visit)


def add(visit: Visit) -> Response:
    """Open an account; what was typed stays if something is wrong with it."""
    try:
        newcomer = Newcomer(
            name=visit.one("name"), roles=_roles(visit), purposes=_purposes(visit), uid=visit.number("uid")
        )
        open_account(visit.office, visit.account, newcomer)
    except (CaseworkError, ParseError) as error:
        return _people(visit, error=visit.display.explain(error))
    return go("/people")


def change(visit: Visit) -> Response:
    """Give other roles and purposes, or propose them."""
    change_account(visit.office, visit.account, visit.path["name"], _standing(visit))
    return go("/people")


def grant_roles(visit: Visit) -> Response:
    """Grant the roles and purposes that the form shows."""
    grant(visit.office, visit.account, visit.path["name"], _standing(visit))
    return go("/people/vouching")


def close(visit: Visit) -> Response:
    """Close an account."""
    close_account(visit.office, visit.account, visit.path["name"])
    return go("/people")


def link(visit: Visit) -> Response:
    """Make a link for somebody else, and show it once."""
    secret = invite_other(visit.office, visit.account, visit.path["name"])
    address = f"{visit.node.door.site.origin}/login/{secret}"
    return _people(visit, made=(visit.path["name"], address))


def lose_keys(visit: Visit) -> Response:
    """Remove all passkeys of somebody who lost them."""
    remove_keys_of(visit.office, visit.account, visit.path["name"])
    return go("/people")


def bind(visit: Visit) -> Response:
    """Bind an account to an identity at the provider."""
    line = visit.node.identities
    if line is None:
        raise ConflictError("the settings of this node name no identity provider")
    bind_identity(visit.office, visit.account, visit.path["name"], line.provider, visit.one("subject"))
    return go("/people")


def unbind(visit: Visit) -> Response:
    """Unbind an account from every identity."""
    unbind_identities(visit.office, visit.account, visit.path["name"])
    return go("/people")


def show_waiting(visit: Visit) -> Response:
    """List what waits for a second person."""
    found = waiting(visit.office, visit.account)
    names = names_of(visit.office.store.read(lambda tx: tx.accounts.list()))
    return visit.show("vouching.html", waiting=found, names=names, purposes=list(Purpose))


def vouch_for_link(visit: Visit) -> Response:
    """Vouch for a link."""
    vouch(visit.office, visit.account, visit.path["name"])
    return go("/people/vouching")


def vouch_for_identity(visit: Visit) -> Response:
    """Vouch for an identity."""
    vouch_identity(visit.office, visit.account, visit.path["name"])
    return go("/people/vouching")


def _people(visit: Visit, error: str = "", made: tuple[str, str] | None = None) -> Response:
    return visit.show(
        "people.html",
        422 if error else 200,
        people=list_accounts(visit.office, visit.account),
        proposed=list_proposed(visit.office, visit.account),
        roles=list(Role),
        purposes=list(Purpose),
        problems=[("", visit.display.say(error))] if error else [],
        made=made,
        bound=visit.node.identities is not None,
        may_vouch=visit.may(Right.VOUCH),
    )


def _standing(visit: Visit) -> Standing:
    return Standing(roles=_roles(visit), purposes=_purposes(visit))


def _roles(visit: Visit) -> frozenset[Role]:
    try:
        return frozenset(map(Role, visit.given.get("roles", ())))
    except ValueError:
        raise ParseError("roles", "no such role") from None


def _purposes(visit: Visit) -> frozenset[Purpose]:
    """Read the purposes; none ticked means all, as at the command."""
    try:
        return frozenset(map(Purpose, visit.given.get("purposes", ()))) or frozenset(Purpose)
    except ValueError:
        raise ParseError("purposes", "no such purpose") from None
