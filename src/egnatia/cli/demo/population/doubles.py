"""People whom several states know, each under its own spelling; planned first, so that every register has its part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.belongings import Thing, draw_things
from egnatia.cli.demo.population.chance import Weighted, stream
from egnatia.cli.demo.population.entry import draw_entry
from egnatia.cli.demo.population.human import Human, draw_human
from egnatia.cli.demo.population.missing import keeps_reports, missing_report
from egnatia.cli.demo.population.person import person_record
from egnatia.cli.demo.population.register import Register
from egnatia.cli.demo.population.samples import offender_dna, stain_dna
from egnatia.cli.demo.population.things import thing_records
from egnatia.law.facts import PartySort
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.record import Record

_NUMBER = Weighted(parameters.DOUBLE_NODES)
_ROLES = Weighted(parameters.DOUBLE_ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """One person, the truth about him or her, and which registers know of it."""

    seed: int
    number: int
    human: Human
    missing: bool
    nodes: tuple[NodeId, ...]
    things: Mapping[NodeId, tuple[Thing, ...]]  #: What of the person's is on record where.

    @property
    def stain(self) -> NodeId | None:
        """The node, if any, that also has a stain of the person's and does not know whose it is."""
        chance = stream(self.seed, "stain", self.number)
        return chance.choice(self.nodes) if chance.random() < parameters.STAIN else None

    def stream(self, node: NodeId) -> Random:
        """Return the generator of what one register has about this person."""
        return stream(self.seed, "double", self.number, node)


def plan_doubles(seed: int, number: int, registers: Mapping[NodeId, Register], now: datetime) -> tuple[Double, ...]:
    """Plan the people whom several registers know; none if there is but one register."""
    if len(registers) < 2:  # noqa: PLR2004 - several means at least two
        return ()
    draw = _Draw(seed, registers, now)
    return tuple(draw.double(index) for index in range(number))


class _Draw:
    """Draws doubles among these registers: who is known to whom goes by the registers' size."""

    def __init__(self, seed: int, registers: Mapping[NodeId, Register], now: datetime) -> None:
        self._seed, self._now = seed, now
        shares = {node: register.share for node, register in registers.items() if register.sort is not PartySort.NGO}
        self._registers = registers
        self._searching = [node for node in shares if keeps_reports(registers[node])]
        self._policing = Weighted({node: share for node, share in shares.items() if node not in self._searching})
        self._homes = {register.country: node for node, register in registers.items() if register.is_state}

    def double(self, number: int) -> Double:
        """Draw one person and the registers that know of him or her."""
        rng = stream(self._seed, "double", number)
        human = self._human(rng)
        missing = rng.random() < parameters.DOUBLE_MISSING
        nodes = self._nodes(rng, human, missing=missing)
        things = draw_things(rng, human, self._now.date(), known_widely=True)
        return Double(
            seed=self._seed,
            number=number,
            human=human,
            missing=missing,
            nodes=nodes,
            things={node: tuple(thing for thing in things if self._is_shown(rng)) for node in nodes},
        )

    def _human(self, rng: Random) -> Human:
        """Draw an adult, national of somewhere that a register would know people from."""
        nationality = self._registers[self._policing.draw(rng)].nationalities.draw(rng)
        human = draw_human(rng, nationality, self._now.date())
        while human.is_minor(self._now.date()):
            human = draw_human(rng, nationality, self._now.date())
        asylum = nationality in parameters.ASYLUM_ORIGINS and rng.random() < parameters.ASYLUM
        return replace(human, asylum=asylum)

    def _nodes(self, rng: Random, human: Human, *, missing: bool) -> tuple[NodeId, ...]:
        number = _NUMBER.draw(rng)
        home = self._homes.get(human.nationality)
        known = [home] if home and rng.random() < parameters.DOUBLE_AT_HOME else []
        if missing:
            known += self._searching[: number - len(known)]
        return (*known, *self._policing.draw_several(rng, number - len(known), without=known))

    def _is_shown(self, rng: Random) -> bool:
        return rng.random() < parameters.DOUBLE_SHARES_THING


def double_records(double: Double, register: Register, now: datetime) -> Iterator[Record]:
    """Make what one register has about such a person; the first record is the person's own."""
    rng = double.stream(register.node)
    role = SubjectRole.MISSING if double.missing else _role(rng, double)
    entry = draw_entry(rng, register, double.human, role, now)
    searching = keeps_reports(register)
    yield missing_report(entry) if searching else person_record(entry)
    if not searching:
        yield from thing_records(entry, double.things[register.node])
        stained = double.stain
        yield from stain_dna(entry) if stained == register.node else offender_dna(entry, wanted=stained is not None)


def _role(rng: Random, double: Double) -> SubjectRole:
    return SubjectRole.CONTACT if double.human.asylum else _ROLES.draw(rng)
