"""Who may do what: a table of roles. Rights within a matter (case files, four eyes) are checked where they arise."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.rows import Account, Role
from egnatia.model.caveat import Purpose


class Right(StrEnum):
    """One thing that a person can do at a node."""

    OPEN_CASE_FILE = "open a case file"
    ASK = "ask partners"
    COLLECT = "add records"
    CONSULT = "read records"
    ANSWER = "answer by hand"
    CONFIRM = "confirm a hit"
    RELEASE = "release records"
    AUTHORISE = "authorise"
    EXPORT = "export records"
    ERASE = "erase records"
    REVIEW = "decide on caveats and retention"
    AUDIT = "read the ledger"
    ADMINISTER = "manage accounts"


#: An administrator keeps the node running and sees no data; oversight sees who did what, not the data.
RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.OFFICER: frozenset({Right.ASK, Right.COLLECT, Right.CONSULT, Right.CONFIRM}),
        Role.SUPERVISOR: frozenset(
            {
                Right.OPEN_CASE_FILE,
                Right.CONSULT,
                Right.RELEASE,
                Right.AUTHORISE,
                Right.EXPORT,
                Right.ERASE,
                Right.REVIEW,
                Right.ANSWER,
            }
        ),
        Role.EXPERT: frozenset({Right.CONSULT, Right.COLLECT, Right.CONFIRM, Right.ANSWER}),
        Role.ANALYST: frozenset({Right.CONSULT, Right.EXPORT}),
        Role.PROSECUTOR: frozenset({Right.CONSULT, Right.RELEASE, Right.AUTHORISE}),
        Role.OVERSIGHT: frozenset({Right.AUDIT}),
        Role.ADMINISTRATOR: frozenset({Right.ADMINISTER}),
    }
)


def require(account: Account, right: Right, purpose: Purpose | None = None) -> None:
    """Let a person go on only if a role gives the right, and the account is meant for the purpose.

    Raises:
        NotAllowedError: the account is closed, no role gives the right, or the purpose is not the account's.
    """
    if not account.active:
        raise NotAllowedError(f"the account {account.name} is closed")
    if not any(right in RIGHTS[role] for role in account.roles):
        raise NotAllowedError(f"{account.name} may not {right}: that needs the role {_roles(right)}")
    if purpose is not None and purpose not in account.purposes:
        raise NotAllowedError(f"{account.name} may not {right} for the purpose {purpose}")


#: The rights of those who see partners' questions.
ANSWERING = frozenset({Right.ANSWER, Right.CONFIRM, Right.RELEASE})


def require_any(account: Account, rights: frozenset[Right], purpose: Purpose | None = None) -> None:
    """Let a person go on only if a role gives one of the rights, and the account is meant for the purpose.

    Raises:
        NotAllowedError: the account is closed, no role gives any of them, or the purpose is not the account's.
    """
    found = next((right for right in sorted(rights) if any(right in RIGHTS[role] for role in account.roles)), None)
    require(account, found or min(rights), purpose)


def _roles(right: Right) -> str:
    return " or ".join(role for role, rights in RIGHTS.items() if right in rights)
