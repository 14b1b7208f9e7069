"""Who may do what: the policies of `policies/rights.cedar`, and what a node's own rules take away (ADR 0097).

Rights within a matter (case files, four eyes) are checked where they arise.
"""

from functools import cache

from egnatia.casework.charter import SHARED, Asking
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.rows import Account, Right, Role
from egnatia.model.caveat import Purpose

__all__ = ["ANSWERING", "Right", "may", "require", "require_any", "rights_of", "roles_with"]

#: The rights of those who see partners' questions.
ANSWERING = frozenset({Right.ANSWER, Right.CONFIRM, Right.RELEASE})


def may(account: Account, right: Right, purpose: Purpose | None = None) -> bool:
    """Tell whether a person has a right here, for a purpose or before one is known."""
    return _bar(account, right, purpose) is None and SHARED.decide(_asking(account, right, purpose)).allowed


def require(account: Account, right: Right, purpose: Purpose | None = None) -> None:
    """Let a person go on only if a role gives the right, and the account is meant for the purpose.

    Raises:
        NotAllowedError: the account is closed, no role gives the right, the purpose is not the account's, or this
            node's own rules take the right away.
    """
    if not account.active:
        raise NotAllowedError(f"the account {account.name} is closed")
    if not SHARED.decide(_asking(account, right, None)).allowed:
        raise NotAllowedError(f"{account.name} may not {right}: that needs the role {' or '.join(roles_with(right))}")
    if purpose is not None and not SHARED.decide(_asking(account, right, purpose)).allowed:
        raise NotAllowedError(f"{account.name} may not {right} for the purpose {purpose}")
    barred = _bar(account, right, purpose)
    if barred is not None:
        raise NotAllowedError(f"{account.name} may not {right} at this node: {barred}")


def require_any(account: Account, rights: frozenset[Right], purpose: Purpose | None = None) -> None:
    """Let a person go on only if a role gives one of the rights, and the account is meant for the purpose.

    Raises:
        NotAllowedError: the account is closed, no role gives any of them, the purpose is not the account's, or this
            node's own rules take them away.
    """
    found = next((right for right in sorted(rights) if may(account, right)), None)
    require(account, found or min(rights), purpose)


@cache
def rights_of(role: Role) -> frozenset[Right]:
    """Return what a role alone gives."""
    return frozenset(right for right in Right if SHARED.decide(Asking(roles=frozenset({role}), right=right)).allowed)


@cache
def roles_with(right: Right) -> tuple[Role, ...]:
    """Return the roles of which each alone gives a right."""
    return tuple(role for role in Role if right in rights_of(role))


def _asking(account: Account, right: Right, purpose: Purpose | None) -> Asking:
    return Asking(roles=account.roles, right=right, purposes=account.purposes, purpose=purpose, active=account.active)


def _bar(account: Account, right: Right, purpose: Purpose | None) -> str | None:
    """Return why this node's own rules take a right away; None if they do not."""
    return next((bar.words for bar in account.barred if bar.right == right and bar.purpose in (None, purpose)), None)
