"""How each member keeps its register: size, script, how foreign names come into it (`data/registers.yaml`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from egnatia.cli.demo.members import Member
from egnatia.cli.demo.population.chance import Weighted
from egnatia.cli.demo.population.data import read_data
from egnatia.cli.demo.population.romanise import Hand, Name, spell
from egnatia.law.facts import PartySort
from egnatia.model.identity import CountryCode, NodeId


@dataclass(frozen=True, slots=True)
class Pen:
    """How one entry of a register was written: in which spelling, and how the clerk came by foreign names."""

    code: str
    hand: Hand

    def write(self, name: Name) -> str:
        """Write a name as this entry has it."""
        return spell(name, self.code, self.hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One member's register."""

    node: NodeId
    sort: PartySort
    country: CountryCode | None  #: Of a state; None for bodies and the NGO.
    share: float  #: Of the network's persons, in proportion to the others'.
    remains: float  #: Unidentified dead on record, per person.
    nationalities: Weighted[CountryCode]
    pens: Weighted[Pen]

    @property
    def is_state(self) -> bool:
        """Whether a state keeps it."""
        return self.sort is PartySort.STATE

    def pen(self, rng: Random) -> Pen:
        """Draw how the next entry is written."""
        return self.pens.draw(rng)


def read_registers(members: Sequence[Member]) -> Mapping[NodeId, Register]:
    """Return the registers of these members, in their order."""
    content: Mapping[str, Any] = read_data("registers")
    return {member.node: _register(member, content[member.node]) for member in members}


def _register(member: Member, content: Mapping[str, Any]) -> Register:
    state = member.country if member.sort is PartySort.STATE else None
    home = content["home"] if member.country else 0
    foreign = {CountryCode(code): weight * (100 - home) / 100 for code, weight in content["foreign"].items()}
    total = sum(content["foreign"].values())
    own = {member.country: home * total / 100} if member.country and home else {}
    return Register(
        node=member.node,
        sort=member.sort,
        country=state,
        share=content["share"],
        remains=content.get("remains", 0) / 1000,
        nationalities=Weighted({**own, **foreign}),
        pens=Weighted(_pens(content)),
    )


def _pens(content: Mapping[str, Any]) -> dict[Pen, float]:
    """Return the ways of writing: main and second script, each by ear, from the passport or from its lower lines."""
    second = content.get("second_share", 0)
    scripts = {content["spelling"]: 100 - second, content.get("second", ""): second}
    hands = {Hand.EAR: content["ear"], Hand.PASSPORT: content["passport"]}
    hands[Hand.MRZ] = 100 - sum(hands.values())
    pairs = ((code, hand) for code in scripts for hand in hands if scripts[code] and hands[hand])
    return {Pen(code, hand): scripts[code] * hands[hand] for code, hand in pairs}
