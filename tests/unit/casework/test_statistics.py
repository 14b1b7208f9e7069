"""Statistics for the supervisory authority, counted from the log."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.conftest import Scene

from egnatia.casework.allowance import Allowance
from egnatia.casework.compare import compare
from egnatia.casework.confirm import confirm
from egnatia.casework.contest import contest
from egnatia.casework.erase import erase
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.casework.statistics import SMALL, Line, _published, count_statistics
from egnatia.casework.withhold import Refusing, withhold
from egnatia.exchange.ground import Ground
from egnatia.exchange.payloads import Verdict
from egnatia.model.errors import ParseError

NOVEMBER = "2026-11"


def lines(scene: Scene, office: Office, first: str = NOVEMBER, last: str = NOVEMBER) -> dict[str, int | None]:
    """Return what was counted exactly, by all the words of its line."""
    oversight = scene.net.person(str(office.me), f"dpo.{office.randomness.hex128()[:6]}", Role.OVERSIGHT)
    found = count_statistics(office, oversight, first, last, exact=True)
    return {" | ".join(filter(None, (one.what, one.ground, one.instrument, one.partner))): one.count for one in found}


def test_questions_and_answers_are_counted_on_both_sides_by_instrument_and_partner(scene: Scene) -> None:
    for family in ("Јовановић", "Јовановић", "Николић"):
        scene.ask(properties={"first_name": ("Петар",), "family_name": (family,)})
    here, there = lines(scene, scene.rs), lines(scene, scene.al)
    assert here["questions asked | pcc-see | AL"] == 3
    assert here["answers of partners | hit | pcc-see | AL"] == 2
    assert here["answers of partners | nothing | pcc-see | AL"] == 1
    assert there["questions received with a hit | pcc-see | RS"] == 2
    assert there["questions received with nothing that can be shared | pcc-see | RS"] == 1


def test_releases_and_refusals_are_counted_by_ground(scene: Scene) -> None:
    for ground in (None, Ground.INVESTIGATION, Ground.SAFETY):
        hit = scene.hit()
        confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
        if ground is None:
            release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
        else:
            withhold(scene.al, scene.chief, Refusing(reference=hit.reference, ground=ground, reason="It is."))
    found = lines(scene, scene.al)
    assert found["records released | pcc-see | RS"] == 1
    assert found["records withheld | investigation | pcc-see"] == 1
    assert found["records withheld | safety | pcc-see"] == 1


def test_looks_at_hits_whose_record_was_not_released_are_counted_apart(scene: Scene) -> None:
    given, kept = scene.hit(), scene.hit()
    for hit in (given, kept, kept):
        compare(scene.al, scene.expert, hit.reference)
    confirm(scene.al, scene.expert, given.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=given.reference, reason="needed"))
    found = lines(scene, scene.al)
    assert found["looks at hits whose record was not released | pcc-see | RS"] == 2
    assert found["consultations"] == 3


def test_what_is_kept_marked_and_erased_is_counted(scene: Scene) -> None:
    marked = contest(scene.al, scene.chief, scene.record.id, "She says so.").record
    erase(scene.al, scene.chief, marked.id, "acquitted")
    found = lines(scene, scene.al)
    assert (found["records contested"], found["erasures | decision"]) == (1, 1)


def test_what_was_stopped_is_counted(scene: Scene) -> None:
    object.__setattr__(scene.al, "allowance", Allowance(answered=1))
    for family in ("Јовановић", "Јовановски"):
        scene.ask(properties={"first_name": ("Петар",), "family_name": (family,)})
    assert lines(scene, scene.al)["altered questions stopped | pcc-see | RS"] == 1


def test_a_month_is_counted_in_its_own_line_and_outside_of_the_period_not_at_all(scene: Scene) -> None:
    scene.ask()
    scene.net.clock.advance(timedelta(days=25))
    scene.ask()
    for first, last, expected in (("2026-11", "2026-12", 2), ("2026-12", "2026-12", 1), ("2026-10", "2026-10", None)):
        oversight = scene.net.person("RS", f"dpo.{first}.{last}", Role.OVERSIGHT)
        found = count_statistics(scene.rs, oversight, first, last, exact=True)
        asked = [one.count for one in found if one.what == "questions asked"]
        assert asked == ([1] * expected if expected else [])


def test_no_account_is_in_the_statistics(scene: Scene) -> None:
    scene.ask()
    assert scene.officer.id not in str(lines(scene, scene.rs))


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-13", "2026-12"), ("2026-12", "2026-11"), ("2016-10", "2026-11"), ("2010-01", "2026-01"), ("", "x")],
)
def test_a_period_that_is_none_is_refused(scene: Scene, first: str, last: str) -> None:
    oversight = scene.net.person("RS", "dpo", Role.OVERSIGHT)
    with pytest.raises(ParseError):
        count_statistics(scene.rs, oversight, first, last)


def test_only_oversight_counts(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="oversight"):
        count_statistics(scene.rs, scene.officer, NOVEMBER, NOVEMBER)


@given(st.integers(1, 10_000))
def test_what_is_published_tells_of_no_single_person(count: int) -> None:
    line = Line(month=NOVEMBER, what="exports", ground="", instrument="", partner="", count=count)
    shown = _published(line).count
    assert shown is None if count < SMALL else shown is not None and shown % SMALL == 0 and abs(shown - count) < SMALL
