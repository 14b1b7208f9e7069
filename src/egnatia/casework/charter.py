"""Who may do what, as Cedar decides it: the shared policies, and what a node's own narrow (ADR 0097).

A policy that is misspelt, names a role, an act or a purpose that does not exist, or could never apply keeps the node
from starting. An error while deciding refuses.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Final

import cedarpy
from cedarpy import pst

from egnatia.casework.rows import Account, Barring, Right, Role
from egnatia.law.errors import PolicyError
from egnatia.law.policies import refuse_twins
from egnatia.model.caveat import Purpose

_FOLDER = files("egnatia.casework").joinpath("policies")
_SCHEMA: Final = _FOLDER.joinpath("rights.cedarschema").read_text("utf-8")
#: What a rule must say in words: what a role is for, or why it refuses.
_WORDS: Final = {"permit": "does", "forbid": "missing"}
#: Decisions that are remembered: some hundred, since people of one role are alike.
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a decision depends on: of a person only the roles, the purposes, and whether the account is open."""

    roles: frozenset[Role]
    right: Right
    purposes: frozenset[Purpose] = frozenset(Purpose)
    purpose: Purpose | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the policies say: allowed or not, by which of them, and the errors, any of which refuses."""

    allowed: bool
    by: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


class Charter:
    """One set of policies on rights."""

    def __init__(self, name: str, text: str) -> None:
        """Read and check the policies.

        Args:
            name: of the text, for messages.
            text: in Cedar.

        Raises:
            PolicyError: misspelt, or a policy lacks `@id`, or the words of `@does` (a permit) or `@missing` (a forbid).
        """
        nodes = _checked(name, text)
        self.rules = tuple(nodes)
        self.words = {node.id: node.annotations[_WORDS[node.effect]] for node in nodes}
        static = {node.id: node for node in nodes}
        self._policies = cedarpy.PolicySet.from_pst(
            pst.PolicySet(templates={}, static_policies=static, template_links=())
        )
        self.decide = lru_cache(maxsize=_REMEMBERED)(self._decide)

    def _decide(self, asking: Asking) -> Ruled:
        request = {
            "principal": {"type": "Person", "id": "-"},
            "action": {"type": "Action", "id": str(asking.right)},
            "resource": {"type": "Node", "id": "-"},
            "context": json.dumps({"purpose": _entity("Purpose", asking.purpose)} if asking.purpose else {}),
        }
        try:
            result = cedarpy.is_authorized(request, self._policies, _person(asking))
        except ValueError as error:
            return Ruled(allowed=False, errors=(str(error),))
        said = result.diagnostics
        allowed = result.decision is cedarpy.Decision.Allow and not said.errors
        return Ruled(allowed=allowed, by=tuple(sorted(said.reasons)), errors=tuple(said.errors))


def own_charter(name: str, text: str) -> Charter:
    """Read the policies of one node: they refuse, and permit nothing (as ADR 0032 has it for the law).

    Raises:
        PolicyError: misspelt, without its words, a permit, or a refusal that never applies to what is allowed.
    """
    charter = Charter(name, text)
    shared = {rule.id for rule in SHARED.rules}
    for rule in charter.rules:
        if rule.effect != "forbid":
            raise PolicyError(f"{name} {rule.id}: a node's own rules only refuse")
        if rule.id in shared:
            raise PolicyError(f"{name} {rule.id}: a shared rule has this name")
    applied = {one for asking in _every() if SHARED.decide(asking).allowed for one in charter.decide(asking).by}
    for rule in charter.rules:
        if rule.id not in applied:
            raise PolicyError(f"{name} {rule.id}: never refuses what is allowed without it")
    return charter


def narrowed(account: Account, charter: Charter | None) -> Account:
    """Return an account as it enters a node with rules of its own: with what these take from it."""
    return replace(account, barred=tuple(_bars(account, charter))) if charter else account


def _bars(account: Account, charter: Charter) -> Iterator[Barring]:
    whole = set[Right]()
    for right, purpose in product(Right, (None, *Purpose)):
        if right in whole:
            continue
        ruled = charter.decide(
            Asking(roles=account.roles, right=right, purposes=account.purposes, purpose=purpose, active=account.active)
        )
        if ruled.by or ruled.errors:
            words = "; ".join(charter.words[one] for one in ruled.by) or "a rule of this node cannot be applied"
            whole |= {right} if purpose is None else set()
            yield Barring(right=right, purpose=purpose, words=words)


def _checked(name: str, text: str) -> list[pst.Template]:
    try:
        parsed = cedarpy.PolicySet.from_str(text).to_pst()
    except ValueError as error:
        raise PolicyError(f"{name}: {error}") from error
    for fault in cedarpy.validate_policies(text, _SCHEMA).errors:
        raise PolicyError(f"{name}: {fault.error}")
    if parsed.templates or not parsed.static_policies:
        raise PolicyError(f"{name}: holds a template, or no rule at all")
    nodes = [_named(name, node) for node in parsed.static_policies.values()]
    refuse_twins(node.id for node in nodes)
    return nodes


def _named(name: str, node: pst.Template) -> pst.Template:
    for key in ("id", _WORDS[node.effect]):
        if not node.annotations.get(key, "").strip():
            raise PolicyError(f"{name} {node.annotations.get('id') or node.id}: lacks @{key}")
    return replace(node, id=node.annotations["id"])


def _every() -> Iterator[Asking]:
    """Yield everything that a person of one role, meant for everything, may want to do."""
    for role, right, purpose in product(Role, Right, (None, *Purpose)):
        yield Asking(roles=frozenset({role}), right=right, purpose=purpose)


def _person(asking: Asking) -> cedarpy.Entities:
    purposes = [_entity("Purpose", purpose) for purpose in sorted(asking.purposes)]
    person = {
        "uid": {"type": "Person", "id": "-"},
        "attrs": {"active": asking.active, "purposes": purposes},
        "parents": [{"type": "Role", "id": str(role)} for role in sorted(asking.roles)],
    }
    return cedarpy.Entities.from_json_str(json.dumps([person]))


def _entity(sort: str, name: str) -> dict[str, dict[str, str]]:
    return {"__entity": {"type": sort, "id": str(name)}}


#: The rules that hold at every node.
SHARED: Final = Charter("rights.cedar", _FOLDER.joinpath("rights.cedar").read_text("utf-8"))
