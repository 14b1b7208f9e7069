"""Watches between real nodes: told once, whoever is away or killed, and nothing left when they end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.network.realm import Desk, Realm, desk, eventually, on_both
from tests.network.test_canary import spellings
from tests.twins.network import caveat

from egnatia.adapters.duties.keeping import Keeping
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.rows import AnswerRow, Role
from egnatia.casework.watch.ending import withdraw_watch
from egnatia.casework.watch.learning import list_overlaps
from egnatia.model.answer import Result
from egnatia.model.identity import NodeId, QuestionId

ASKED = {"first_name": ("Канар",), "family_name": ("Канариновић",), "birth_date": ("1979-03-02",)}
KEPT = {"first_name": ("Kanar",), "family_name": ("Kanarinovic",), "birth_date": ("1979-03-02",)}


@dataclass
class Set:
    """RS waits for a man at AL."""

    made: Realm
    seat: Desk
    question: QuestionId

    def arrive(self) -> None:
        """Put him on record at AL."""
        al = self.made.office("AL")
        keeper = self.made.person("AL", f"keeper.{al.randomness.hex128()}", Role.OFFICER)
        collect(al, keeper, [Draft(kind="person", properties=KEPT, caveat=caveat())])

    def hits(self) -> tuple[AnswerRow, ...]:
        """Return what RS was told."""
        return self.made.office("RS").store.read(lambda tx: tx.answers.of(self.question))

    def traces(self, node: str) -> list[str]:
        """Return the files of a node in which the man's name stands."""
        found = [path for path in (self.made.folder / node).rglob("*") if path.is_file()]
        return [path.name for path in found if any(one in path.read_bytes() for one in spellings())]


@pytest.fixture
def stays(ground: Realm) -> Set:
    """Set the watch up, on two nodes that run."""
    ground.found("RS", "AL")
    ground.start("RS", "AL")
    seat = desk(ground, "RS")
    enquiry = replace(seat.enquiry("AL"), properties=ASKED, watch_days=30)
    [delivered] = follow(seat.office, ask(seat.office, seat.officer, enquiry))
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING
    return Set(ground, seat, QuestionId(delivered.message))


def test_a_new_record_is_told_by_itself(stays: Set) -> None:
    stays.arrive()
    assert len(eventually(stays.hits, within=20)) == 1


@on_both
def test_who_is_away_is_told_later_and_a_restart_in_between_tells_once(stays: Set) -> None:
    stays.made.stop("RS")
    stays.arrive()
    stays.made.stop("AL")  # before or after it looked: what is not done yet is done at the start
    stays.made.start("AL", "RS")
    eventually(stays.hits, within=30)
    stays.made.stop("AL")
    stays.made.start("AL")
    stays.made.nodes["AL"].errands.watch()
    assert len(stays.hits()) == 1
    told = stays.made.office("AL").store.read(lambda tx: tx.ledger.trail(stays.question, 20))
    assert [found.entry.detail.get("what") for found in told].count("watch") == 1


@pytest.mark.parametrize("withdrawn", [True, False])
def test_nothing_of_it_is_left_at_the_partner_when_it_ends(stays: Set, *, withdrawn: bool) -> None:
    al = stays.made.office("AL")
    assert stays.traces("AL") == []  # it is sealed
    if withdrawn:
        withdraw_watch(stays.made.office("RS"), stays.seat.officer, stays.question, "he was found")
    else:
        stays.made.clock.advance(timedelta(days=29, hours=23, minutes=59))
        stays.made.clock.advance(timedelta(minutes=2))
        Keeping(al).keep()
    eventually(lambda: not al.store.read(lambda tx: tx.watches.standing()), within=20)
    assert stays.traces("AL") == []
    stays.arrive()
    assert stays.made.nodes["AL"].errands.watch() == 0


def test_two_that_look_for_the_same_learn_of_each_other_and_of_its_end_by_themselves(stays: Set) -> None:
    made, seat = stays.made, stays.seat
    al, rs = made.office("AL"), made.office("RS")
    [sent] = follow(rs, ask(rs, seat.officer, _let_know(seat, "AL", "AL", ASKED)))
    other = desk(made, "AL")
    list(follow(al, ask(al, other.officer, _let_know(other, "RS", "RS", KEPT))))
    [seen] = eventually(lambda: list_overlaps(rs, seat.officer), within=60)
    assert (str(seen.question), str(seen.agency)) == (str(sent.message), "AL")
    assert eventually(lambda: list_overlaps(al, other.officer), within=60)
    withdraw_watch(rs, seat.officer, seen.question, "he was found")
    assert list_overlaps(rs, seat.officer) == ()
    eventually(lambda: not list_overlaps(al, other.officer), within=60)


def _let_know(seat: Desk, partner: str, told: str, asked: Mapping[str, tuple[str, ...]]) -> Enquiry:
    return replace(seat.enquiry(partner), properties=asked, watch_days=30, tells=frozenset({NodeId(told)}))
