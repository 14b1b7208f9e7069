"""The Cedar policies: parsed, checked against schema and instruments, and cut by action and kind.

A policy that is misspelt, names what does not exist or lacks its annotations keeps the node from starting.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import cedarpy
from cedarpy import pst

from egnatia.law.errors import PolicyError
from egnatia.law.facts import Action, Writing
from egnatia.law.instruments import Instrument

_KIND = pst.EntityType(basename="Kind")
_SLOT = pst.Slot(name="resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """One permit: under one instrument, for one kind."""

    id: str
    instrument: str
    kind: str
    article: str
    node: pst.Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbid:
    """One condition, with the words that the officer reads when it is not met."""

    id: str
    words: str
    node: pst.Template
    owner: str = ""  #: The overlay that states it; empty: the shared law.
    gives_way: bool = False  #: To danger to life; a supervisor then reviews the act.


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text of policies: where it stands, for which action, and the schema that it must fit."""

    name: str
    text: str
    action: Action | Writing
    schema: str
    owner: str = ""  #: The overlay that states it; empty: the shared law.


def read_permits(source: Source, instruments: Mapping[str, Instrument]) -> tuple[Permit, ...]:
    """Read the channels of one action; a permit over `?resource` stands for each kind that has none of its own.

    Raises:
        PolicyError: misspelt, not a permit, without `@id`, `@instrument` or `@article`, or of an unknown instrument
            or kind; or an instrument's kind has no permit.
    """
    parsed = _parse(source)
    own = [_permit(source, node, instruments) for node in parsed.static_policies.values()]
    stated = {(found.instrument, found.kind) for found in own}
    for template in parsed.templates.values():
        own += _expand(source, template, instruments, stated)
    _check_complete(source, own, instruments)
    return tuple(own)


def read_free_permits(source: Source, instruments: Mapping[str, Instrument]) -> tuple[Permit, ...]:
    """Read channels that are bound to no kind of record; an instrument has one at most.

    Raises:
        PolicyError: misspelt, not a permit, without `@id`, `@instrument` or `@article`, of an unknown instrument, or
            the second of one.
    """
    parsed = _parse(source)
    if parsed.templates:
        raise PolicyError(f"{source.name}: bound to no kind, and a template")
    found = tuple(_free_permit(source, node, instruments) for node in parsed.static_policies.values())
    refuse_twins([permit.instrument for permit in found])
    return found


def _free_permit(source: Source, node: pst.Template, instruments: Mapping[str, Instrument]) -> Permit:
    name = _check_head(source, node, "permit")
    return Permit(
        id=name,
        instrument=_instrument(source, node, instruments).id,
        kind="",
        article=_annotation(source, node, "article"),
        node=replace(node, id=name),
    )


def read_forbids(source: Source) -> tuple[Forbid, ...]:
    """Read the conditions of one action.

    Raises:
        PolicyError: misspelt, not a forbid, or without `@id` or the words of `@missing`.
    """
    parsed = _parse(source)
    if parsed.templates:
        raise PolicyError(f"{source.name}: a condition is no template")
    return tuple(_forbid(source, node) for node in parsed.static_policies.values())


def refuse_twins(names: Iterable[str]) -> None:
    """Refuse two policies of one name: a decision names policies by it.

    Raises:
        PolicyError: a name stands twice.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PolicyError(f"{name}: stands twice")
        seen.add(name)


def binds(policy: Permit | Forbid, kind: str) -> bool:
    """Tell whether a policy can concern a kind; one that is bound to another could not fire."""
    return policy.node.resource in (pst.ScopeEq(entity=_uid(kind)), pst.ScopeAny())


def cut(policies: Iterable[Permit | Forbid], kind: str) -> cedarpy.PolicySet:
    """Compile the policies that can concern a kind into one set."""
    nodes = {found.id: found.node for found in policies if binds(found, kind)}
    return cedarpy.PolicySet.from_pst(pst.PolicySet(templates={}, static_policies=nodes, template_links=()))


def under(permits: Iterable[Permit], instrument: str | None) -> Iterator[Permit]:
    """Yield the permits of one instrument, or of all."""
    return (found for found in permits if instrument in (None, found.instrument))


def _uid(kind: str) -> pst.EntityUid:
    return pst.EntityUid(type=_KIND, id=kind)


@lru_cache(maxsize=32)
def _parse(source: Source) -> pst.PolicySet:
    """Parse and validate one text; a text that several nodes of one process share is read once."""
    try:
        parsed = cedarpy.PolicySet.from_str(source.text).to_pst()
    except ValueError as error:
        raise PolicyError(f"{source.name}: {error}") from error
    checked = cedarpy.validate_policies(source.text, source.schema)
    for fault in checked.errors:
        raise PolicyError(f"{source.name}: {fault.error}")
    return parsed


def _annotation(source: Source, node: pst.Template, key: str) -> str:
    found = node.annotations.get(key, "").strip()
    if not found:
        name = node.annotations.get("id") or node.id
        raise PolicyError(f"{source.name} {name}: lacks @{key}")
    return found


def _check_head(source: Source, node: pst.Template, effect: str) -> str:
    """Check effect, action and name, and return the name."""
    name = _annotation(source, node, "id")
    if node.effect != effect:
        raise PolicyError(f"{source.name} {name}: not a {effect}")
    expected = pst.ActionEq(entity=pst.EntityUid(type=pst.EntityType(basename="Action"), id=source.action))
    if node.action != expected:
        raise PolicyError(f'{source.name} {name}: not for action == Action::"{source.action}"')
    return name


def _instrument(source: Source, node: pst.Template, instruments: Mapping[str, Instrument]) -> Instrument:
    found = instruments.get(_annotation(source, node, "instrument"))
    if found is None:
        raise PolicyError(f"{source.name} {node.annotations['id']}: no instrument {node.annotations['instrument']}")
    return found


def _permit(source: Source, node: pst.Template, instruments: Mapping[str, Instrument]) -> Permit:
    name = _check_head(source, node, "permit")
    instrument = _instrument(source, node, instruments)
    kind = _annotation(source, node, "kind")
    if kind not in instrument.entries:
        raise PolicyError(f"{source.name} {name}: {instrument.id} does not cover {kind}")
    if node.resource != pst.ScopeEq(entity=_uid(kind)):
        raise PolicyError(f'{source.name} {name}: not for resource == Kind::"{kind}"')
    return _named(source, node, name, kind)


def _named(source: Source, node: pst.Template, name: str, kind: str) -> Permit:
    return Permit(
        id=name,
        instrument=node.annotations["instrument"],
        kind=kind,
        article=_annotation(source, node, "article"),
        node=replace(node, id=name, resource=pst.ScopeEq(entity=_uid(kind))),
    )


def _expand(
    source: Source, node: pst.Template, instruments: Mapping[str, Instrument], stated: set[tuple[str, str]]
) -> Iterator[Permit]:
    """Yield the permit of each kind that the instrument covers and that has none of its own."""
    name = _check_head(source, node, "permit")
    instrument = _instrument(source, node, instruments)
    if node.resource != pst.ScopeEq(entity=_SLOT) or isinstance(getattr(node.principal, "entity", None), pst.Slot):
        raise PolicyError(f"{source.name} {name}: a template is one over resource == ?resource, and nothing else")
    for kind in _due(source, instrument):
        if (instrument.id, kind) not in stated:
            yield _named(source, node, f"{name}.{kind}", kind)


def _due(source: Source, instrument: Instrument) -> list[str]:
    """Return the kinds for which the instrument must have a permit for this action."""
    gives = source.action in (Action.RELEASE, Action.FORWARD)
    return [kind for kind, entry in instrument.entries.items() if entry.channel.release or not gives]


def _check_complete(source: Source, permits: Iterable[Permit], instruments: Mapping[str, Instrument]) -> None:
    stated = {(found.instrument, found.kind) for found in permits}
    for instrument in instruments.values():
        for kind in _due(source, instrument):
            if (instrument.id, kind) not in stated:
                raise PolicyError(f"{source.name}: no permit for {instrument.id} and {kind}")


def _forbid(source: Source, node: pst.Template) -> Forbid:
    name = _check_head(source, node, "forbid")
    words = _annotation(source, node, "missing")
    gives_way = "gives_way" in node.annotations
    return Forbid(id=name, words=words, node=replace(node, id=name), owner=source.owner, gives_way=gives_way)
