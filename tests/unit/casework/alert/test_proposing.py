"""Proposing an alert: what is missing is said before anything is kept."""

from dataclasses import replace
from datetime import date

import pytest
from tests.twins.network import caveat
from tests.unit.casework.alert.conftest import CAR, MAN, RED, UNTIL, WHY, Search

from egnatia.casework.alert.board import show_board
from egnatia.casework.alert.proposing import propose
from egnatia.casework.collect import Draft, amend
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.peril import Warned, warn
from egnatia.casework.rows import Role
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId, RecordId
from egnatia.model.peril import Danger


def test_a_proposal_reaches_nobody(search: Search) -> None:
    search.propose()
    assert search.seen() == ()
    assert search.rs.store.read(lambda tx: tx.outbox.open()) == ()


@pytest.mark.parametrize("name", sorted(RED))
def test_each_part_of_a_red_notice_is_needed(search: Search, name: str) -> None:
    details = {one: words for one, words in RED.items() if one != name}
    with pytest.raises(NotLawfulError, match=name):
        search.propose(details=details)


def test_a_short_sentence_is_no_ground_to_search_for_somebody(search: Search) -> None:
    for name, words in (("maximum_penalty", "23 months"), ("remaining_sentence", "5 months")):
        details = {**{one: said for one, said in RED.items() if one != "maximum_penalty"}, name: words}
        with pytest.raises(NotLawfulError, match=name):
            search.propose(details=details)
    search.propose(details={**RED, "maximum_penalty": "12 months", "remaining_sentence": "6 months"})


def test_a_name_and_a_date_alone_identify_nobody(search: Search) -> None:
    bare = search.keep("person", {name: MAN[name] for name in ("first_name", "family_name")}, SubjectRole.SUSPECT)
    with pytest.raises(NotLawfulError, match="birth_date; sex; build or description"):
        search.propose(record=bare.id)


def test_nothing_sensitive_goes_unless_it_is_named(search: Search) -> None:
    search.publish()
    [stored] = search.al.store.read(lambda tx: tx.records.received("person", 9))
    assert stored.record
    assert "finances" not in stored.record.properties


def test_nobody_is_searched_for_who_is_no_suspect(search: Search) -> None:
    known = {name: words for name, words in MAN.items() if name not in ("danger", "finances")}
    witness = search.keep("person", known, SubjectRole.WITNESS)
    with pytest.raises(NotLawfulError, match="role is convicted or suspect"):
        search.propose(record=witness.id)


def test_who_seeks_protection_is_not_made_known_to_the_state_that_he_fled(search: Search) -> None:
    refugee = search.keep("person", MAN, SubjectRole.SUSPECT, asylum_from=frozenset({"ALB"}))
    with pytest.raises(NotLawfulError, match="AL: another partner: a person who seeks protection"):
        search.propose(record=refugee.id)


def test_nobody_is_searched_for_where_torture_threatens(search: Search) -> None:
    peril = Warned(matter=search.record.id, country=CountryCode("MKD"), danger=Danger.TORTURE, reason="Report.")
    warn(search.rs, search.officer, peril)
    with pytest.raises(NotLawfulError, match="MK: another partner: there are substantial grounds to fear torture"):
        search.propose()


def test_no_instrument_carries_an_alert_to_a_body_or_to_kosovo(search: Search) -> None:
    for node in ("SELEC", "XK"):
        with pytest.raises(NotLawfulError, match=f"{node}: a channel"):
            search.propose(because={NodeId(node): WHY})


def test_what_is_contested_or_marked_for_crime_alone_or_for_another_purpose_stays(search: Search) -> None:
    contested = search.keep("person", MAN, SubjectRole.SUSPECT, contested=True)
    with pytest.raises(NotLawfulError, match="nobody contests"):
        search.propose(record=contested.id)
    other = search.keep("person", MAN, SubjectRole.SUSPECT, purposes=frozenset({Purpose.BORDER_CHECK}))
    with pytest.raises(NotLawfulError, match="may be used for the purpose criminal_investigation"):
        search.propose(record=other.id)


def test_a_family_that_agreed_is_part_of_a_search_for_the_missing(search: Search) -> None:
    report = {
        **{name: MAN[name] for name in ("first_name", "family_name", "sex", "birth_date")},
        "last_seen_date": ("2026-11-01",),
        "last_seen_country": ("ALB",),
        "status": ("active",),
    }
    kept = search.keep("missing_report", report, SubjectRole.MISSING, handling=frozenset({Handling.CRIME_ONLY}))
    told = {"facts": "He did not come home.", "contact": "Duty desk"}
    with pytest.raises(NotLawfulError, match="consent; a purpose of fighting crime: the record is marked H0"):
        search.propose(sort=AlertSort.MISSING, record=kept.id, case=search.missing().id, details=told)


@pytest.mark.parametrize("until", [date(2026, 11, 20), date(2032, 1, 1)])
def test_an_alert_ends_on_a_day_to_come_within_five_years(search: Search, until: date) -> None:
    with pytest.raises(NotLawfulError, match="a last day"):
        search.propose(until=until)


def test_a_car_that_is_not_stolen_or_a_person_is_no_stolen_vehicle(search: Search) -> None:
    case = search.net.case("RS", search.officer, offence="vehicle_crime", reference="KT-5").id
    car = search.keep("vehicle", {**CAR, "status": ("registered",)}, SubjectRole.NOBODY)
    told = {"facts": "It stood before the house."}
    with pytest.raises(NotLawfulError, match="a status of plate_lost or plate_stolen or stolen"):
        search.propose(sort=AlertSort.VEHICLE, record=car.id, case=case, details=told)
    with pytest.raises(NotLawfulError, match="a record of the kind vehicle"):
        search.propose(sort=AlertSort.VEHICLE, case=case, details=told)


def test_what_a_sort_does_not_know_is_refused(search: Search) -> None:
    with pytest.raises(NotLawfulError, match="reported_by: does not belong"):
        search.propose(details={**RED, "reported_by": "Somebody"})
    with pytest.raises(ParseError, match="colour"):
        search.propose(details={**RED, "colour": "red"})
    with pytest.raises(ParseError, match=r"because\.AL"):
        search.propose(because={NodeId("AL"): ""})


def test_only_ones_own_records_that_stand_are_given(search: Search) -> None:
    with pytest.raises(NotFoundError):
        search.propose(record=RecordId("0" * 64))
    amend(search.rs, search.officer, search.record.lineage, Draft(kind="person", properties=MAN, caveat=caveat()))
    with pytest.raises(ConflictError, match="newest version"):
        search.propose()


def test_a_partners_record_is_not_ones_own_to_alert_others_of(search: Search) -> None:
    search.publish()
    [stored] = search.al.store.read(lambda tx: tx.records.received("person", 9))
    officer = search.net.person("AL", "officer", Role.OFFICER)
    case = search.net.case("AL", officer, offence="murder_grievous_injury")
    assert stored.record
    with pytest.raises(ConflictError, match="RS's"):
        propose(search.al, officer, replace(search.proposing, record=stored.record.id, case=case.id))


def test_nobody_alerts_himself_or_in_a_case_file_of_others(search: Search) -> None:
    with pytest.raises(ConflictError, match="to others"):
        search.propose(because={NodeId("RS"): WHY})
    with pytest.raises(NotAllowedError):
        propose(search.rs, search.net.person("RS", "other", Role.OFFICER), search.proposing)
    with pytest.raises(NotAllowedError):
        propose(search.rs, search.net.person("RS", "analyst", Role.ANALYST), search.proposing)


def test_a_proposal_is_seen_by_those_who_have_to_do_with_it(search: Search) -> None:
    search.propose()
    assert [one.state for one in show_board(search.rs, search.officer).rows] == ["proposed"]
    assert [one.state for one in show_board(search.rs, search.chief).rows] == ["proposed"]
    assert search.seen("RS") == ()
    assert show_board(search.rs, search.chief).rows[0].until == UNTIL
