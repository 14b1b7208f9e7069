"""The network of a case file: ties followed a step at a time, only what may be read, and all of it logged."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import caveat
from tests.unit.casework.webs import NOBODY, Web

from egnatia.casework import network
from egnatia.casework.collect import consult
from egnatia.casework.errors import NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.judge import Judging, judge
from egnatia.casework.network import Around, Network, look_around
from egnatia.casework.page import Trace
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import RecordId


@pytest.fixture
def web() -> Web:
    return Web()


def around(web: Web, *names: str, file: bool = False) -> Network:
    records = frozenset(web.records[name].id for name in names)
    return look_around(web.office, web.officer, Around(case=web.case.id, records=records, file=file))


def names(web: Web, found: Network) -> set[str]:
    return {web.name(thing.record.lineage) for thing in found.things}


def ties(web: Web, found: Network) -> set[tuple[str, str, str]]:
    return {(web.name(tie.one), web.name(tie.other), tie.kind) for tie in found.ties}


def test_one_step_from_a_person_is_what_links_tie_the_person_to(web: Web) -> None:
    found = around(web, "ana")
    assert names(web, found) == {"ana", "car", "phone"}
    assert ties(web, found) == {("ana", "car", "ownership"), ("ana", "phone", "use")}
    [owns] = [tie for tie in found.ties if tie.kind == "ownership"]
    assert owns.exactly == "owner"


def test_each_thing_says_how_much_more_it_is_tied_to(web: Web) -> None:
    more = {web.name(thing.record.lineage): thing.more for thing in around(web, "ana").things}
    assert more == {"ana": 0, "car": 1, "phone": 1}


def test_going_on_from_several_things_takes_in_what_is_between_and_the_places_of_it(web: Web) -> None:
    found = around(web, "ana", "phone", "car")
    assert names(web, found) == {"ana", "car", "phone", "marko", "seized", "crossing"}
    assert ("seized", "car", "seizure") in ties(web, found)
    assert ("seized", "crossing", "seizure") in ties(web, found)
    assert {web.name(thing.record.lineage) for thing in found.things if thing.start} == {"ana", "phone", "car"}


def test_the_file_shows_what_was_read_in_it_and_the_ties_between(web: Web) -> None:
    for name in ("ana", "car", "calls"):
        consult(web.office, web.officer, web.records[name].id, web.case.id)
    found = around(web, file=True)
    assert names(web, found) == {"ana", "car", "phone"}
    assert len(found.ties) == 2
    assert not any(thing.start for thing in found.things)


def test_what_may_not_be_read_for_the_purpose_is_counted_and_not_shown(web: Web) -> None:
    elsewhere = caveat(NOBODY, purposes=frozenset({Purpose.BORDER_CHECK}))
    web.keep("boat", "vessel", elsewhere, name="Zora")
    web.put("sails", "ownership", NOBODY, owner=web["ana"], owned=web["boat"])
    web.keep("secret", "ownership", elsewhere, owner=web["ana"], owned=web["car"])
    found = around(web, "ana")
    assert names(web, found) == {"ana", "car", "phone"}
    assert found.kept_back == 2
    with pytest.raises(NotLawfulError):
        around(web, "boat")


def test_a_thing_is_shown_by_the_version_that_stands(web: Web) -> None:
    old = web.records["car"]
    new = replace(old, supersedes=frozenset({old.id}), salt="7" * 32, properties={"plate": ("NS999ZZ",)})
    web.office.store.write(lambda tx: tx.records.add([(new, frozenset())], None))
    [car] = [thing.record for thing in around(web, "ana").things if thing.record.kind == "vehicle"]
    assert car.id == new.id


def test_what_was_judged_the_same_is_tied(web: Web) -> None:
    web.put("twin", "person", first_name="Anna", family_name="Kovac")
    both = web.records["ana"].id, web.records["twin"].id
    judging = Judging(record=both[0], other=both[1], same=True, case=web.case.id, reason="Same day, same town.")
    judge(web.office, web.officer, judging)
    assert {("ana", "twin", "same"), ("twin", "ana", "same")} & ties(web, around(web, "ana"))


def test_a_link_leads_to_both_its_ends(web: Web) -> None:
    assert names(web, around(web, "rings")) >= {"marko", "phone", "ana"}


def test_all_that_is_shown_is_logged_as_read_links_too(web: Web) -> None:
    around(web, "ana")
    trace = Trace(case=web.case.id, act=Act.CONSULTATION)
    [lodged] = web.office.store.read(lambda tx: tx.ledger.page(trace)).rows
    shown = {web.records[name].id for name in ("ana", "car", "phone", "owns", "calls")}
    assert set(lodged.entry.about) == shown
    assert lodged.entry.detail["what"] == "network"


def test_records_of_two_agencies_are_logged_as_set_side_by_side(web: Web) -> None:
    theirs = replace(web.records["owns"], issuer=web.net.offices["AL"].me, lineage="8" * 32, salt="8" * 32)  # type: ignore[arg-type]
    web.office.store.write(lambda tx: tx.records.add([(theirs, frozenset())], theirs.issuer))
    around(web, "ana")
    combined = web.office.store.read(lambda tx: tx.ledger.page(Trace(case=web.case.id, act=Act.COMBINATION)))
    assert len(combined.rows) == 1


def test_who_does_not_work_in_the_file_sees_nothing_and_no_record_is_no_start(web: Web) -> None:
    stranger = web.net.person("RS", "stranger", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        look_around(web.office, stranger, Around(case=web.case.id, file=True))
    with pytest.raises(NotFoundError):
        look_around(web.office, web.officer, Around(case=web.case.id, records=frozenset({RecordId("0" * 64)})))


def test_what_lies_past_its_retention_is_kept_back(web: Web) -> None:
    web.net.clock.advance(timedelta(days=36_500))
    with pytest.raises(NotLawfulError):
        around(web, "ana")


def test_beyond_what_a_picture_holds_things_are_counted_alone(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_THINGS", 2)
    found = around(web, "ana")
    assert (len(found.things), found.left_out) == (2, 1)


def test_what_a_link_names_and_what_is_not_here_is_no_thing(web: Web) -> None:
    web.put("lost", "ownership", NOBODY, owner=web["marko"], owned="8" * 32, role="owner")
    assert "8" * 32 not in {thing.record.lineage for thing in around(web, "marko").things}
    assert names(web, around(web, "marko")) == {"marko", "phone"}


def test_what_was_read_and_erased_since_is_not_shown(web: Web) -> None:
    for name in ("ana", "car"):
        consult(web.office, web.officer, web.records[name].id, web.case.id)
    web.office.store.write(lambda tx: tx.records.erase(web.records["car"].id, web.office.clock.now()))
    assert names(web, around(web, file=True)) == {"ana"}


def test_what_was_judged_to_be_another_is_not_tied(web: Web) -> None:
    web.put("twin", "person", first_name="Anna", family_name="Kovac")
    both = web.records["ana"].id, web.records["twin"].id
    judging = Judging(record=both[0], other=both[1], same=False, case=web.case.id, reason="Another mother.")
    judge(web.office, web.officer, judging)
    assert "twin" not in names(web, around(web, "ana"))
