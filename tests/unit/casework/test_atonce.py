"""Data that a machine gives at once are held as what people give: under their caveat, by a known holder, for a time."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from tests.twins.network import Network, caveat, network

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect, consult
from egnatia.casework.contest import contest
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import copies_of
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.exporting import Wanted, export
from egnatia.casework.questions import ListedHit, list_hits
from egnatia.casework.retain import erase_due
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject
from egnatia.model.record import Record

VIN = {"vin": ("WVWZZZ1JZXW000010",)}
CAR: Mapping[str, tuple[str, ...]] = {
    **VIN,
    "make": ("Yugo",),
    "status": ("registered",),
    "registration_country": ("HUN",),
    "description": ("A dent in the left door",),
    "holder_name": ("Szabo",),
}
BOUND = frozenset({Handling.NOT_IN_COURT, Handling.NOT_ONWARD})


class Counter:
    """Vienna asks Budapest by Prüm for a whole VIN, and gets the register's data at once."""

    def __init__(self, **fields: object) -> None:
        self.net: Network = network("AT", "HU")
        self.at, self.hu = self.net.offices["AT"], self.net.offices["HU"]
        self.officer: Account = self.net.person("AT", "officer", Role.OFFICER, Role.ANALYST)
        self.chief: Account = self.net.person("HU", "chief", Role.SUPERVISOR, Role.OFFICER)
        self.case: CaseFile = self.net.case("AT", self.officer)
        draft = Draft(kind="vehicle", properties=CAR, caveat=caveat(SubjectRole.NOBODY, **fields))
        [self.car] = collect(self.hu, self.chief, [draft])

    def ask(self) -> QuestionId:
        """Ask, and return the question."""
        enquiry = Enquiry(
            kind="vehicle",
            properties=VIN,
            case=self.case.id,
            subject=Subject(role=SubjectRole.NOBODY),
            partners={NodeId("HU"): "The plate was seen there."},
            instrument="prum",
        )
        [delivered] = follow(self.at, ask(self.at, self.officer, enquiry))
        return QuestionId(delivered.message)

    def hit(self) -> ListedHit:
        """Ask, and return the hit as the officer sees it."""
        [hit] = list_hits(self.at, self.officer, self.ask())
        return hit

    def here(self) -> list[Record]:
        """Return what Vienna holds."""
        return [one.record for one in self.at.store.read(lambda tx: tx.records.received("vehicle", 9)) if one.record]


def test_they_come_as_a_view_under_the_caveat_of_the_record() -> None:
    counter = Counter(handling=BOUND)
    given = counter.hit().given
    assert given
    assert (given.caveat, given.derived_from) == (counter.car.caveat, frozenset({counter.car.id}))
    assert given.properties["holder_name"] == ("Szabo",)
    assert "description" not in given.properties


def test_both_sides_know_who_holds_them() -> None:
    counter = Counter()
    hit = counter.hit()
    assert hit.given
    [held] = counter.hu.store.read(lambda tx: tx.holdings.by(NodeId("AT")))
    assert (held.record, held.statement) == (hit.given.id, hit.question)
    [taken] = counter.at.store.read(lambda tx: tx.ledger.trail(hit.record or "", 1))
    assert (taken.entry.act, taken.entry.by) == (Act.COLLECTION, "HU")


def test_what_is_contested_there_is_contested_here() -> None:
    counter = Counter()
    question = counter.ask()
    contest(counter.hu, counter.chief, counter.car.id, "sold long ago")
    deliver_due(counter.hu)
    [hit] = list_hits(counter.at, counter.officer, question)
    assert hit.given
    assert hit.given.caveat.contested
    assert [one.id for one in counter.here()] == [hit.record]


def test_they_are_erased_at_the_end_of_their_retention_and_not_shown_after_it() -> None:
    counter = Counter(retain_until=date(2026, 12, 1))
    question = counter.ask()
    counter.net.clock.advance(timedelta(days=20))
    assert [hit.given for hit in list_hits(counter.at, counter.officer, question)] == [None]
    assert erase_due(counter.at, 9) == 1
    assert counter.here() == []


def test_they_may_not_leave_when_they_are_marked_so() -> None:
    counter = Counter(handling=BOUND)
    hit = counter.hit()
    assert hit.record
    wanted = Wanted(case=counter.case.id, records=frozenset({hit.record}), reason="for the file")
    with pytest.raises(NotLawfulError, match="marked H2"):
        export(counter.at, counter.officer, wanted)


def test_they_are_not_read_for_a_purpose_that_their_caveat_does_not_allow() -> None:
    counter = Counter(purposes=frozenset({Purpose.CRIMINAL_INVESTIGATION}))
    hit = counter.hit()
    other = counter.net.case("AT", counter.officer, reference="B-1", purpose=Purpose.MISSING_PERSON, offence=None)
    assert hit.record
    with pytest.raises(NotLawfulError, match="for this purpose"):
        consult(counter.at, counter.officer, hit.record, other.id)


def test_erasing_finds_every_view_that_was_given() -> None:
    counter = Counter()
    views = {counter.ask(): None for _ in range(3)}
    copies = counter.hu.store.read(lambda tx: copies_of(tx, counter.car.id))
    assert len(copies) == 1 + len(views)


def test_a_question_that_comes_again_gets_the_same_view() -> None:
    counter = Counter()
    counter.net.line.deaf.add("HU")
    counter.ask()
    counter.net.line.deaf.clear()
    counter.net.clock.advance(timedelta(minutes=5))
    deliver_due(counter.at)
    [view] = counter.here()
    [held] = counter.hu.store.read(lambda tx: tx.holdings.by(NodeId("AT")))
    assert view.id == held.record


@pytest.mark.parametrize("code", sorted(set(Handling) - {Handling.RESTRICTED}))
def test_every_code_reaches_who_asks(code: Handling) -> None:
    given = Counter(handling=frozenset({code})).hit().given
    assert given
    assert given.caveat.handling == {code}
