"""Tries permits and a node's own conditions over the facts that they look at: what can never fire is a mistake.

A condition looks at few facts, and compares each with few values. Over every combination of these values, and of one
value besides that is none of them, Cedar itself says whether it ever fires.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product
from types import MappingProxyType
from typing import Final

import cedarpy
import orjson
from cedarpy import pst

from egnatia.law.channels import Threshold
from egnatia.law.errors import PolicyError
from egnatia.law.facts import Action, PartySort
from egnatia.law.looking import SORTS, walk
from egnatia.law.policies import Forbid, Permit
from egnatia.law.transfer import Basis
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.kinds import KINDS
from egnatia.model.peril import Danger
from egnatia.model.values import COUNTRIES

#: How many combinations are tried; a condition that looks at more facts than these hold is let through.
_MOST: Final = 20_000
_NOBODY: Final = cedarpy.Entities.from_json_str("[]")

#: What the facts of words may say, beside instruments and offences, which are data.
_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "transfer": frozenset(Basis),
        "threshold": frozenset({*Threshold, "none"}),
        "purpose": frozenset(Purpose),
        "offence_state": frozenset({"none", "missing", "unknown", "known"}),
        "subject_role": frozenset(SubjectRole),
        "record_role": frozenset(SubjectRole),
        "handling": frozenset(Handling),
        "danger": frozenset(Danger),
        "received_for": frozenset({*Purpose, ""}),
        **dict.fromkeys(("asker_country", "answerer_country", "recipient_country"), frozenset({*COUNTRIES, ""})),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The conditions of one text, with the words that their facts may say."""

    name: str  #: Of the text, for messages.
    action: Action
    instruments: Iterable[str]
    offences: Iterable[str]


def refuse_idle(trial: Trial, forbids: Iterable[Forbid]) -> None:
    """Refuse a condition that no facts whatever bring to fire, or that compares one with what it never is.

    Raises:
        PolicyError: naming the condition and, where there is one, the word that does not exist.
    """
    words = {**_WORDS, "instrument": frozenset(trial.instruments), "offence": frozenset({*trial.offences, ""})}
    for forbid in forbids:
        name = f"{trial.name} {forbid.id}"
        _check_scope(name, forbid)
        compared = _compared(forbid.node)
        for fact, values in compared.items():
            if strange := {value for value in values if isinstance(value, str)} - words.get(fact, frozenset()):
                raise PolicyError(f"{name}: {fact} is never {', '.join(sorted(strange))}")
        trials = {fact: _values(fact, found, words) for fact, found in compared.items()}
        if not _matches(forbid.node, trial.action, trials):
            raise PolicyError(f"{name}: never matches, whatever the facts")


def refuse_idle_permits(name: str, permits: Iterable[Permit], bodies: Iterable[str]) -> None:
    """Refuse a permit that can never fire, or that looks at another instrument than its own.

    Raises:
        PolicyError: naming the permit and what it is compared with.
    """
    named = frozenset(bodies)
    seen: set[tuple[str, object]] = set()
    for permit in permits:
        text = (permit.instrument, permit.node.clauses)  # a template stands for many kinds
        if text not in seen:
            seen.add(text)
            if fault := _fault(permit.node, permit.instrument, named):
                raise PolicyError(f"{name} {permit.id}: {fault}")


@lru_cache(maxsize=1024)
def _fault(node: pst.Template, instrument: str, bodies: frozenset[str]) -> str | None:
    """Return what is wrong with a permit: a word that does not exist, another instrument, or that it never matches."""
    compared = _compared(node)
    own = frozenset({instrument})
    words = {**dict.fromkeys(_LISTS, own), "partner": frozenset(PartySort), "purpose": frozenset(Purpose)}
    for fact, values in compared.items():
        known = {*words.get(fact, frozenset()), *(bodies if fact == "body" else ())}
        if strange := {value for value in values if isinstance(value, str)} - known:
            return f"{fact} is never {', '.join(sorted(strange))} here"
    if "operational" not in compared:
        return "does not look whether its instrument is operational"
    trials = {fact: _channel_values(fact, found, instrument) for fact, found in compared.items()}
    return None if _matches(node, _action(node), trials) else "never matches, whatever the facts"


#: Facts that list instruments: a permit asks for its own in them.
_LISTS: Final = ("operational", "sufficient", "releasing")


def _channel_values(fact: str, compared: set[object], instrument: str) -> Sequence[object]:
    if fact in _LISTS:
        return [[instrument]]
    if fact in ("body", "partner", "purpose"):
        return [*sorted(map(str, compared)), "-"]
    return [True, False]


def _action(node: pst.Template) -> str:
    return node.action.entity.id if isinstance(node.action, pst.ActionEq) else ""


def can_fire(trial: Trial, forbid: Forbid, known: Mapping[str, object]) -> bool:
    """Tell whether a condition may fire where some facts are known; one that cannot need not be evaluated."""
    words = {**_WORDS, "instrument": frozenset(trial.instruments), "offence": frozenset({*trial.offences, ""})}
    values = {
        fact: [known[fact]] if fact in known else _values(fact, found, words)
        for fact, found in _compared(forbid.node).items()
    }
    return _matches(forbid.node, trial.action, values)


def _check_scope(name: str, forbid: Forbid) -> None:
    scope = forbid.node.resource
    if isinstance(scope, pst.ScopeEq) and isinstance(scope.entity, pst.EntityUid) and scope.entity.id not in KINDS:
        raise PolicyError(f"{name}: there is no kind {scope.entity.id}")


def _compared(policy: pst.Template) -> dict[str, set[object]]:
    """Return the facts at which a policy looks, each with the values that it is compared with."""
    found: dict[str, set[object]] = {}
    for node in walk(policy.clauses):
        if isinstance(node, pst.GetAttr):
            found.setdefault(node.attr, set())
        if isinstance(node, pst.BinaryOp):
            sides = (node.left, node.right)
            for side in sides:
                if isinstance(side, pst.GetAttr):
                    found.setdefault(side.attr, set()).update(*(map(_literals, sides)))
    return found


def _literals(node: object) -> Iterator[object]:
    """Yield the literals of a comparison's side: a value, or a set of them."""
    if isinstance(node, (pst.StringLit, pst.LongLit)):
        yield node.value
    elif isinstance(node, pst.Set):
        yield from chain.from_iterable(map(_literals, node.elements))


def _values(fact: str, compared: set[object], words: Mapping[str, frozenset[str]]) -> Sequence[object]:
    """Return the values of a fact that make a difference to a condition."""
    if fact == "handling":
        codes = sorted(map(str, compared))
        return [[], *([code] for code in codes), codes, sorted(Handling)]
    if fact in words:
        known = sorted(map(str, compared))
        return [*known, *islice((word for word in sorted(words[fact]) if word not in known), 1)]
    numbers = {value for value in compared if isinstance(value, int)}
    if fact == "approvals":
        return sorted({0, 1, 2, 3, *numbers, *(number + 1 for number in numbers)})
    return [True, False]


def _matches(policy: pst.Template, action: str, values: Mapping[str, Sequence[object]]) -> bool:
    """Tell whether some combination of values brings a policy to fire."""
    trials = list(islice(product(_principals(policy), *values.values()), _MOST + 1))
    if len(trials) > _MOST:
        return True
    nodes = {policy.id: policy}
    policies = cedarpy.PolicySet.from_pst(pst.PolicySet(templates={}, static_policies=nodes, template_links=()))
    asked = {"action": {"type": "Action", "id": str(action)}, "resource": _resource(policy)}
    for principal, *trial in trials:
        context = orjson.dumps(dict(zip(values, trial, strict=True))).decode()
        request = {**asked, "principal": principal, "context": context}
        if cedarpy.is_authorized(request, policies, _NOBODY).diagnostics.reasons:
            return True
    return False


def _principals(policy: pst.Template) -> list[dict[str, str]]:
    """Return a party of each sort, and those that the policy names."""
    named = [node for node in walk(policy) if isinstance(node, pst.EntityUid) and node.type.basename in SORTS]
    return [*({"type": sort, "id": "-"} for sort in SORTS), *map(_written, named)]


def _resource(policy: pst.Template) -> dict[str, str]:
    scope = policy.resource
    if isinstance(scope, pst.ScopeEq) and isinstance(scope.entity, pst.EntityUid):
        return _written(scope.entity)
    return {"type": "Kind", "id": min(KINDS)}


def _written(entity: pst.EntityUid) -> dict[str, str]:
    return {"type": entity.type.basename, "id": entity.id}
