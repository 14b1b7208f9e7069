"""What is gathered: sex by amelogenin, profiles that differ, windows of days and countries."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.casework.identify.searching import Morgue, lines

from egnatia.casework.identify.gather import Gathering, Reader, Window, find_body, find_family
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.match.kinship.pedigree import Sex
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import AccountId, LineageId, NodeId


@pytest.fixture
def morgue() -> Morgue:
    return Morgue()


def gathering(tx: Transaction, me: str = "RS") -> Gathering:
    expert = Account(id=AccountId("a" * 32), name="expert", roles=frozenset(), purposes=frozenset(), uid=None)
    today = date(2026, 11, 1)
    return Gathering(tx=tx, reader=Reader(actor=expert, me=NodeId(me), purpose=Purpose.IDENTIFY_REMAINS, today=today))


def test_what_a_partner_restricted_in_words_is_left_out_until_these_are_read(morgue: Morgue) -> None:
    body = morgue.records["body-1"]
    under = replace(body.caveat, handling=frozenset({Handling.RESTRICTED}), restriction="Ask first.")
    theirs = replace(body, issuer=NodeId("AL"), caveat=under, lineage=LineageId("d" * 32))
    morgue.office.store.write(lambda tx: tx.records.add([(theirs, frozenset())], received_from=NodeId("AL")))

    def work(tx: Transaction) -> tuple[bool, list[tuple[str, str]]]:
        gathered = gathering(tx)
        return gathered.head(theirs.lineage) is None, gathered.left_out

    unread, left_out = morgue.office.store.read(work)
    assert unread
    assert left_out == [(theirs.lineage, f"{theirs.id[:8]}: first read how its use is restricted (H3)")]


def test_amelogenin_decides_where_the_record_says_otherwise(morgue: Morgue) -> None:
    morgue.body("body-3", lines(9, 10, "X,X"))

    def work(tx: Transaction) -> tuple[Sex, list[tuple[str, str]]]:
        gathered = gathering(tx)
        return find_body(gathered, morgue.records["body-3"]).sex, gathered.left_out

    sex, left_out = morgue.office.store.read(work)
    assert sex is Sex.FEMALE
    assert "recorded as male" in left_out[0][1]


def test_loci_at_which_two_profiles_of_one_body_differ_are_not_used(morgue: Morgue) -> None:
    morgue.put("second", "dna", SubjectRole.DECEASED, profile="VWA 9,11\nTH01 9,10", category="remains",
               sample=morgue["body-1's sample"])  # fmt: skip

    def work(tx: Transaction) -> tuple[set[str], list[tuple[str, str]]]:
        gathered = gathering(tx)
        profile = find_body(gathered, morgue.records["body-1"]).profile
        return set(profile.loci if profile else ()), gathered.left_out

    loci, left_out = morgue.office.store.read(work)
    assert "TH01" in loci
    assert "VWA" not in loci
    assert left_out == [(morgue["body-1"], "profiles differ at VWA: these loci are not used")]


def test_relatives_of_relatives_are_found_and_their_ties_kept(morgue: Morgue) -> None:
    morgue.put("granny", "person", SubjectRole.RELATIVE, first_name="Granny", sex="female")
    morgue.put("tie", "kinship", SubjectRole.RELATIVE, person=morgue["mother"], relative=morgue["granny"],
               relation="parent")  # fmt: skip
    found = morgue.office.store.read(lambda tx: find_family(gathering(tx), morgue.records["ilir"]))
    assert {tie.relation for tie in found.ties} == {"parent", "sibling"}
    assert morgue["granny"] in {one.lineage for one in found.relatives}


@pytest.mark.parametrize(
    ("window", "holds"),
    [
        (Window(), True),
        (Window(country="SRB"), True),
        (Window(country="ALB"), False),
        (Window(begins=date(2024, 6, 1), ends=date(2024, 6, 1)), True),
        (Window(begins=date(2024, 6, 2)), False),
        (Window(ends=date(2024, 5, 31)), False),
    ],
)
def test_a_window_is_of_days_and_a_country(morgue: Morgue, window: Window, *, holds: bool) -> None:
    assert window.holds(morgue.records["body-1"], "found_date", "found_country") is holds


def test_a_month_lies_in_a_window_that_touches_it(morgue: Morgue) -> None:
    record = replace(morgue.records["body-1"], properties={"found_date": ("2024-06",)})
    assert Window(begins=date(2024, 6, 20)).holds(record, "found_date", "found_country")
