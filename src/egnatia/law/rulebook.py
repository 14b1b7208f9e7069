"""The rulebook: all data and policies of the law, read, checked against one another, and ready to be evaluated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from egnatia.law.errors import PolicyError
from egnatia.law.facts import Action
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import Memberships, load_memberships
from egnatia.law.offences import Offence, load_offences
from egnatia.law.overlay import Overlay
from egnatia.law.policies import Forbid, Permit, Source, read_forbids, read_permits, refuse_twins
from egnatia.law.reading import load_instruments
from egnatia.law.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that decides; policies by the action that they are for."""

    version: str  #: SHA-256 over all texts, the node's own rules included.
    instruments: Mapping[str, Instrument]
    memberships: Memberships
    offences: Mapping[str, Offence]
    permits: Mapping[Action, tuple[Permit, ...]]  #: Without those that the node withdrew.
    forbids: Mapping[Action, tuple[Forbid, ...]]  #: The node's own included.


def load_rulebook(texts: Texts, overlays: Sequence[Overlay]) -> Rulebook:
    """Read and check all texts.

    Raises:
        LawError: anything is wrong with them; a node that sees this does not start.
    """
    memberships = load_memberships(texts)
    instruments = load_instruments(texts, memberships)
    permits = {action: read_permits(_channels(texts, action), instruments) for action in Action}
    forbids = {action: _forbids(texts, overlays, action) for action in Action}
    withdrawn = frozenset[str]().union(*(overlay.withdrawn for overlay in overlays))
    refuse_twins([found.id for group in permits.values() for found in group])
    refuse_twins([found.id for group in forbids.values() for found in group])
    refuse_twins([overlay.name for overlay in overlays])
    _check_withdrawn(withdrawn, permits.values())
    return Rulebook(
        version=_whole(texts, overlays).version(),
        instruments=instruments,
        memberships=memberships,
        offences=load_offences(texts),
        permits=MappingProxyType({action: _left(found, withdrawn) for action, found in permits.items()}),
        forbids=MappingProxyType(forbids),
    )


def _channels(texts: Texts, action: Action) -> Source:
    return _source(texts, action, "channels", texts.by_name[f"policies/{action}/channels.cedar"])


def _forbids(texts: Texts, overlays: Sequence[Overlay], action: Action) -> tuple[Forbid, ...]:
    shared = read_forbids(_source(texts, action, "conditions", texts.by_name[f"policies/{action}/conditions.cedar"]))
    own = (
        found
        for overlay in overlays
        if action in overlay.conditions
        for found in read_forbids(_source(texts, action, "conditions", overlay.conditions[action], overlay.name))
    )
    return (*shared, *own)


def _source(texts: Texts, action: Action, part: str, text: str, owner: str = "policies") -> Source:
    return Source(
        name=f"{owner}/{action}/{part}.cedar",
        text=text,
        action=action,
        schema=texts.by_name[f"policies/{part}.cedarschema"],
    )


def _left(permits: Iterable[Permit], withdrawn: frozenset[str]) -> tuple[Permit, ...]:
    return tuple(found for found in permits if found.id not in withdrawn)


def _check_withdrawn(withdrawn: frozenset[str], permits: Iterable[tuple[Permit, ...]]) -> None:
    unknown = withdrawn - {found.id for group in permits for found in group}
    for name in sorted(unknown):
        raise PolicyError(f"{name}: withdrawn, yet there is no such permit")


def _whole(texts: Texts, overlays: Sequence[Overlay]) -> Texts:
    """Return the shared texts together with the node's own."""
    own = {
        f"{overlay.name}/{action}/conditions.cedar": text
        for overlay in overlays
        for action, text in overlay.conditions.items()
    }
    names = {f"{overlay.name}/withdrawn": "\n".join(sorted(overlay.withdrawn)) for overlay in overlays}
    return Texts(MappingProxyType({**texts.by_name, **own, **names}))
