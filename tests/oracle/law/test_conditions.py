"""Transfers and the conditions beside the channels: complete, cited, and right where it hurts."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from tests.oracle.law.conditions import (
    TABLES,
    Condition,
    Transfer,
    asylum,
    break_glass,
    danger_to_person,
    minors,
    onward,
    review_hours,
    roles,
    speciality,
)
from tests.oracle.law.reading import members, nodes, pairs, purposes, states, table

from egnatia.model.caveat import Purpose, SubjectRole

STRICT = ["allowed", "second_approver", "consent", "second_approver_and_consent", "refused"]
POLICE = ["criminal_investigation", "judicial_proceedings", "threat_prevention", "border_check"]


def said(rows: Iterator[Condition], **situation: str) -> str:
    """Return the one outcome of a table for a situation."""
    (outcome,) = [row.outcome for row in rows if dict(row.situation) == situation]
    return outcome


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_says_each_thing_once_with_article_mark_and_words(name: str) -> None:
    rows = list(TABLES[name]())
    situations = [tuple(sorted(row.situation.items())) for row in rows]
    assert rows
    assert len(situations) == len(set(situations))
    assert all(row.article and row.marks and row.note and row.outcome for row in rows)


@pytest.mark.parametrize("expand", [roles, minors])
def test_roles_are_said_for_every_act_role_and_purpose(expand: Callable[[], Iterator[Condition]]) -> None:
    situations = {(r.situation["act"], r.situation["role"], r.situation["purpose"]) for r in expand()}
    assert situations == set(product(("ask", "release"), list(SubjectRole), list(Purpose)))


@pytest.mark.parametrize(("act", "purpose"), [*product(("ask", "release"), purposes())])
def test_an_unknown_role_is_never_easier_than_a_victims(act: str, purpose: str) -> None:
    unknown = STRICT.index(said(roles(), act=act, role="unknown", purpose=purpose))
    assert unknown >= STRICT.index(said(roles(), act=act, role="victim", purpose=purpose))
    assert unknown > 0 or (act == "ask" and purpose not in POLICE)


@pytest.mark.parametrize("purpose", purposes())
def test_victims_data_are_released_only_for_what_protects_them(purpose: str) -> None:
    protects = purpose in {"missing_person", "identify_remains", "victim_protection"}
    expected = "allowed" if protects else "refused"
    assert said(roles(), act="release", role="victim", purpose=purpose) == expected


def test_nobody_is_checked_at_a_border_but_suspects_and_convicted() -> None:
    allowed = {
        row.situation["role"]
        for row in roles()
        if row.situation["purpose"] == "border_check" and row.outcome != "refused"
    }
    assert allowed == {"convicted", "suspect", "nobody"}


def test_releasing_is_never_easier_than_asking() -> None:
    for role, purpose in product(SubjectRole, purposes()):
        ask, release = (STRICT.index(said(roles(), act=a, role=role, purpose=purpose)) for a in ("ask", "release"))
        assert release >= ask


def test_data_of_a_child_need_a_second_approver_wherever_an_adult_is_not_refused() -> None:
    for adult, child in zip(roles(), minors(), strict=True):
        assert adult.situation == child.situation
        if adult.situation["act"] == "release":
            assert child.outcome.startswith("second_approver") == (adult.outcome != "refused")
        else:
            assert child.outcome == adult.outcome


def test_asylum_is_said_for_every_act_origin_and_node() -> None:
    situations = {(r.situation["act"], r.situation["origin"], r.situation["other"]) for r in asylum()}
    assert situations == set(product(("ask", "release", "forward"), states(), nodes()))


@pytest.mark.parametrize(("act", "origin"), [*product(("ask", "release", "forward"), states())])
def test_the_country_of_origin_and_the_bodies_where_it_reads_learn_nothing(act: str, origin: str) -> None:
    refused = {
        r.situation["other"]
        for r in asylum()
        if r.outcome == "refused" and (r.situation["act"], r.situation["origin"]) == (act, origin)
    }
    readers = {"SELEC": members(["selec"]), "ICMP": members(["mpg"]), "EUROPOL": members(["eu"]), "LANTERN": {"RS"}}
    assert refused == {origin} | {body for body, reading in readers.items() if origin in reading}


def test_every_pair_has_one_basis_of_transfer(all_transfers: dict[tuple[str, str], Transfer]) -> None:
    assert set(all_transfers) == set(pairs())
    assert {row.rule for row in all_transfers.values()} == {rule["name"] for rule in table("transfers")["rules"]}
    assert all(row.article and row.source and row.note for row in all_transfers.values())


def test_a_derogation_is_logged_and_never_a_machines(all_transfers: dict[tuple[str, str], Transfer]) -> None:
    single = [row for row in all_transfers.values() if row.basis in {"derogation", "private"}]
    assert single
    assert all(row.log and not row.automatic for row in single)


@pytest.mark.parametrize(
    ("sender", "recipient", "basis"),
    [
        ("AT", "BG", "within_union"),
        ("DE", "GB", "adequacy"),
        ("AT", "RS", "safeguard"),
        ("DE", "RS", "derogation"),
        ("GR", "AL", "derogation"),
        ("GR", "TR", "derogation"),
        ("HR", "XK", "derogation"),
        ("IT", "SELEC", "derogation"),
        ("RO", "SELEC", "safeguard"),
        ("SI", "EUROPOL", "within_union"),
        ("SI", "LANTERN", "private"),
        ("EUROPOL", "MK", "agreement"),
        ("EUROPOL", "TR", "derogation"),
        ("EUROPOL", "XK", "derogation"),
        ("TR", "DE", "outside_led"),
        ("RS", "XK", "outside_led"),
    ],
)
def test_transfers_read_by_hand(
    all_transfers: dict[tuple[str, str], Transfer], sender: str, recipient: str, basis: str
) -> None:
    assert all_transfers[sender, recipient].basis == basis


@pytest.mark.parametrize(("given", "used"), [*product(purposes(), purposes())])
def test_what_was_given_to_help_somebody_is_not_turned_against_anybody(given: str, used: str) -> None:
    outcome = said(speciality(), given=given, used=used)
    assert (outcome == "allowed") == (given == used or {given, used} == {"missing_person", "identify_remains"})
    assert (outcome == "refused") == (given not in POLICE and used in POLICE)


def test_onward_needs_the_giver_and_is_refused_to_private_parties_and_the_country_of_origin() -> None:
    refused = {row.situation["to"] for row in onward() if row.outcome == "refused"}
    allowed = {(row.situation["to"], row.situation["handling"]) for row in onward() if row.outcome == "allowed"}
    assert refused == {"private_party", "country_of_origin"}
    assert allowed == {("same_state_authority", "none")}


@pytest.mark.parametrize("act", ["ask", "release", "forward"])
def test_death_penalty_and_torture_are_refused_and_no_assurance_heals_torture(act: str) -> None:
    assert said(danger_to_person(), act=act, threat="death_penalty", assurance="no") == "refused"
    assert said(danger_to_person(), act=act, threat="death_penalty", assurance="yes") == "a_person"
    assert said(danger_to_person(), act=act, threat="torture", assurance="no") == "refused"
    assert said(danger_to_person(), act=act, threat="torture", assurance="yes") == "refused"


def test_danger_to_life_opens_no_channel_and_breaks_no_absolute_rule() -> None:
    broken = {row.situation["condition"] for row in break_glass() if row.outcome == "reviewed_afterwards"}
    standing = {row.situation["condition"] for row in break_glass() if row.outcome == "stands"}
    assert broken == {
        *("second_approver", "minor_second_approver"),
        *("offence_missing", "necessity_reason", "repeated_question"),
    }
    assert standing == {
        *("asylum_origin", "death_penalty_or_torture", "role_purpose", "handling_code"),
        *("case_file", "channel_closed", "judicial_authority"),
    }
    assert review_hours() == 24


@pytest.mark.parametrize("role", ["convicted", "suspect", "nobody"])
def test_a_suspect_a_convicted_person_and_a_thing_meet_no_condition_of_the_role(role: str) -> None:
    assert {row.outcome for row in roles() if row.situation["role"] == role} == {"allowed"}


def test_an_informant_is_never_exchanged_and_a_relatives_sample_serves_the_missing_only() -> None:
    assert {row.outcome for row in roles() if row.situation["role"] == "informant"} == {"refused"}
    given = {
        row.situation["purpose"] for row in roles() if row.situation["role"] == "relative" and row.outcome == "consent"
    }
    assert given == {"missing_person", "identify_remains"}


def test_a_humanitarian_search_needs_no_offence_and_criminal_justice_does() -> None:
    offence = {purpose: needs["offence"] for purpose, needs in table("conditions")["purposes"]["needs"].items()}
    crime = {"criminal_investigation", "judicial_proceedings"}
    assert {purpose for purpose, needed in offence.items() if needed} == crime
