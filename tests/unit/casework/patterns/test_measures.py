"""Each rule says something where it should, and nothing just below."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.clock import NOON
from tests.unit.casework.patterns.conftest import ANA, BORIS, DIMA, GORAN, OFFICER, VESNA, days, deeds, found

from egnatia.casework.deeds import Deed
from egnatia.casework.patterns.measures import Facts
from egnatia.casework.rows import Role
from egnatia.model.identity import AccountId

MINUTE = timedelta(minutes=1)
PEERS = Facts(roles=dict.fromkeys((ANA, BORIS, VESNA, GORAN), OFFICER))


@pytest.mark.parametrize(("number", "remarks"), [(59, 0), (60, 1), (300, 1)])
def test_sixty_reads_within_an_hour_are_a_burst(number: int, remarks: int) -> None:
    made = found("reads_in_an_hour", deeds(ANA, number, apart=timedelta(seconds=10)))
    assert len(made) == remarks


def test_as_many_reads_over_a_day_are_none() -> None:
    assert found("reads_in_an_hour", deeds(ANA, 59, apart=MINUTE) + deeds(ANA, 59, at=NOON + 61 * MINUTE)) == []


def test_a_day_far_beyond_ones_own_usual_is_remarked_on() -> None:
    usual = list(days(ANA, 8, 5))
    [remark] = found("reads_beyond_own", usual + deeds(ANA, 41, apart=MINUTE))
    assert remark.says == "41 records read on one day, where 8 are usual for this person"
    assert found("reads_beyond_own", usual + deeds(ANA, 40, apart=MINUTE)) == []


def test_who_has_no_usual_yet_is_not_measured_against_it() -> None:
    assert found("reads_beyond_own", [*days(ANA, 8, 4), *deeds(ANA, 400, apart=MINUTE)]) == []


def test_a_month_far_beyond_that_of_ones_peers_is_remarked_on() -> None:
    usual = [one for who in (BORIS, VESNA, GORAN) for one in deeds(who, 30, apart=MINUTE)]
    [remark] = found("reads_beyond_peers", usual + deeds(ANA, 201, apart=MINUTE), PEERS)
    assert (remark.by, remark.count, remark.on) == (ANA, 201, NOON.date().replace(day=1))
    alone = Facts(roles={**PEERS.roles, ANA: frozenset({Role.ANALYST})})
    assert found("reads_beyond_peers", usual + deeds(ANA, 201, apart=MINUTE), alone) == []


@pytest.mark.parametrize(
    ("rule", "act", "number"),
    [
        ("questions_beyond_peers", "question:asked", 101),
        ("exports_beyond_peers", "disclosure:export", 8),
        ("requests_beyond_peers", "consultation:access", 15),
    ],
)
def test_questions_exports_and_requests_are_held_against_those_of_peers(rule: str, act: str, number: int) -> None:
    usual = [one for who in (BORIS, VESNA, GORAN) for one in deeds(who, 1, act)]
    assert [one.by for one in found(rule, usual + deeds(ANA, number, act, apart=MINUTE), PEERS)] == [ANA]


def test_fifteen_exports_in_a_month_are_remarked_on_without_peers() -> None:
    assert [one.count for one in found("exports_in_a_month", deeds(ANA, 15, "disclosure:export"))] == [15]
    assert found("exports_in_a_month", deeds(ANA, 14, "disclosure:export")) == []


def test_questions_beyond_ones_own_usual_are_remarked_on() -> None:
    done = [*days(ANA, 3, 5, "question:asked"), *deeds(ANA, 20, "question:asked", apart=MINUTE)]
    assert [one.count for one in found("questions_beyond_own", done)] == [20]


def test_work_at_hours_at_which_one_is_never_there_is_remarked_on() -> None:
    usual = list(days(ANA, 25, 5))
    night = NOON + timedelta(hours=14)
    assert [one.count for one in found("unusual_hours", usual + deeds(ANA, 8, at=night, apart=MINUTE))] == [8]
    assert found("unusual_hours", usual + deeds(ANA, 7, at=night, apart=MINUTE)) == []
    assert found("unusual_hours", usual + deeds(ANA, 9, at=NOON + timedelta(hours=1), apart=MINUTE)) == []


def test_who_works_nights_is_not_remarked_on_for_nights() -> None:
    shifts = [replace(one, at=one.at + timedelta(hours=14)) for one in days(ANA, 25, 6)]
    assert found("unusual_hours", shifts) == []


def test_reading_about_ones_own_name_is_remarked_on_once_a_day_and_record() -> None:
    [read] = deeds(ANA, 1)
    facts = Facts(bears=lambda record, reader: "a colleague's name" if (record, reader) == (*read.about, ANA) else "")
    [remark] = found("own_name", [read, read, *deeds(ANA, 3)], facts)
    assert (remark.says, remark.about) == ("read about somebody of a colleague's name", read.about)


def _passed(first: AccountId, second: AccountId, number: int) -> list[Deed]:
    """Let one confirm and the other release so many hits."""
    confirmed = deeds(first, number, "statement:confirm", apart=MINUTE)
    return [*confirmed, *(replace(one, by=second, act="disclosure:released") for one in confirmed)]


def test_the_same_two_most_of_the_time_are_remarked_on_where_others_could() -> None:
    [remark] = found("same_two_release", _passed(ANA, BORIS, 12) + _passed(VESNA, BORIS, 8), PEERS)
    assert (remark.by, remark.about) == (BORIS, (ANA,))
    assert "12 hits in a month" in remark.says
    assert found("same_two_release", _passed(ANA, BORIS, 12) + _passed(VESNA, BORIS, 9), PEERS) == []
    assert found("same_two_release", _passed(ANA, BORIS, 11), PEERS) == []


def test_where_nobody_else_is_there_the_same_two_are_no_wonder() -> None:
    two = Facts(roles=dict.fromkeys((ANA, BORIS), OFFICER))
    assert found("same_two_release", _passed(ANA, BORIS, 40), two) == []


def test_requests_taken_in_and_looked_through_by_the_same_two_are_remarked_on() -> None:
    taken = [
        replace(one, about=("f" * 64, one.about[0][-32:])) for one in deeds(ANA, 4, "collection:access", apart=MINUTE)
    ]
    looked = [replace(one, by=BORIS, act="consultation:access", about=one.about[1:]) for one in taken]
    assert [one.count for one in found("same_two_requests", taken + looked, PEERS)] == [4]


CASE = "9" * 32


def _file(by: AccountId, closed: timedelta) -> list[Deed]:
    opened = Deed(by=by, at=NOON, act="administration:case_file_opened", about=(CASE,), case=CASE)
    return [opened, replace(opened, at=NOON + closed, act="administration:case_file_closed")]


def _reads(by: AccountId, number: int) -> list[Deed]:
    return [replace(one, case=CASE) for one in deeds(by, number, at=NOON + MINUTE, apart=MINUTE)]


def test_who_opens_a_file_and_reads_in_it_more_than_its_members_is_remarked_on() -> None:
    opened = _file(ANA, timedelta(days=40))
    assert [one.about for one in found("opener_reads", opened + _reads(ANA, 15) + _reads(BORIS, 14))] == [(CASE,)]
    assert found("opener_reads", opened + _reads(ANA, 15) + _reads(BORIS, 15)) == []
    assert found("opener_reads", opened + _reads(ANA, 14)) == []


def test_a_file_opened_and_closed_on_a_day_with_many_reads_is_remarked_on() -> None:
    [remark] = found("short_file", _file(DIMA, timedelta(hours=5)) + _reads(ANA, 15))
    assert (remark.by, remark.about) == (ANA, (CASE,))
    assert found("short_file", _file(DIMA, timedelta(days=1)) + _reads(ANA, 15)) == []
    assert found("short_file", _file(DIMA, timedelta(hours=5)) + _reads(ANA, 14)) == []


def test_the_third_danger_to_life_in_a_month_is_remarked_on() -> None:
    assert found("break_glass_often", deeds(ANA, 2, "statement:break_glass")) == []
    assert [one.count for one in found("break_glass_often", deeds(ANA, 3, "statement:break_glass"))] == [3]


def test_requests_that_were_looked_through_and_told_nobody_anything_are_remarked_on() -> None:
    taken = [
        replace(one, about=("f" * 64, one.about[0][-32:])) for one in deeds(ANA, 4, "collection:access", apart=MINUTE)
    ]
    looked = [replace(one, by=BORIS, act="consultation:access", about=one.about[1:]) for one in taken]
    told = replace(taken[0], act="disclosure:access_answered", at=NOON + timedelta(days=9))
    later = deeds(VESNA, 1, at=NOON + timedelta(days=40))
    assert [one.count for one in found("requests_unanswered", taken + looked + [told] + later)] == [3]
    assert found("requests_unanswered", taken + looked) == []
    assert found("requests_unanswered", taken + later) == []


def test_a_remark_is_known_by_the_same_id_whenever_it_is_computed() -> None:
    one, other = (found("reads_in_an_hour", deeds(ANA, n, apart=timedelta(seconds=1))) for n in (60, 61))
    assert one[0].id == other[0].id
    assert one[0].id != found("reads_in_an_hour", deeds(BORIS, 60, apart=timedelta(seconds=1)))[0].id
