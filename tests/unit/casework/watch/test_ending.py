"""How a watch ends, or stays longer."""

from datetime import timedelta

import pytest
from tests.unit.casework.conftest import person
from tests.unit.casework.watch.conftest import Waiting

from egnatia.casework.casefiles import close_case_file
from egnatia.casework.collect import collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.forget import forget_question
from egnatia.casework.rows import Account, Role
from egnatia.casework.watch.ending import Extension, end_sheltered, extend_watch, withdraw_watch
from egnatia.casework.watches import Ended
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, QuestionId, RecordId

WHY = Extension(days=80, reason="His trial begins in spring.")


def extend(waiting: Waiting, actor: Account, extension: Extension = WHY) -> None:
    """Let it stay longer, and tell Tirana."""
    extend_watch(waiting.scene.rs, actor, waiting.question, extension)
    deliver_due(waiting.scene.rs)


def test_within_ninety_days_the_officer_decides(waiting: Waiting) -> None:
    extend(waiting, waiting.scene.officer)
    held = waiting.held()
    assert held
    assert held.until == waiting.kept().until == held.begun_at + timedelta(days=80)


def test_beyond_that_somebody_else_who_supervises_looks_at_it(waiting: Waiting) -> None:
    waiting.scene.net.clock.advance(timedelta(days=25))
    with pytest.raises(NotAllowedError, match="open a case file"):
        extend(waiting, waiting.scene.officer)
    extend(waiting, waiting.supervisor)
    assert waiting.kept().until - waiting.kept().begun_at == timedelta(days=105)


def test_who_asked_does_not_review_it(waiting: Waiting) -> None:
    waiting.scene.net.clock.advance(timedelta(days=25))
    both = Account(
        id=waiting.scene.officer.id,
        name="both",
        roles=frozenset({Role.OFFICER, Role.SUPERVISOR}),
        purposes=waiting.scene.officer.purposes,
        uid=None,
    )
    with pytest.raises(NotAllowedError, match="four eyes"):
        extend(waiting, both)


def test_no_watch_stays_longer_than_a_year(waiting: Waiting) -> None:
    for _ in range(5):
        extend(waiting, waiting.supervisor, Extension(days=89, reason="He is not found yet."))
        waiting.scene.net.clock.advance(timedelta(days=70))
    assert waiting.kept().until - waiting.kept().begun_at == timedelta(days=365)
    with pytest.raises(ParseError, match="a year in all"):
        extend(waiting, waiting.supervisor, Extension(days=90, reason="He is not found yet."))


@pytest.mark.parametrize("extension", [Extension(days=0, reason="x"), Extension(days=91, reason="x"), Extension(days=3, reason="x"), Extension(days=60, reason="")])  # fmt: skip # noqa: E501
def test_what_is_no_extension_is_refused(waiting: Waiting, extension: Extension) -> None:
    with pytest.raises(ParseError):
        extend(waiting, waiting.scene.officer, extension)


def test_what_could_not_be_asked_today_does_not_stay_longer(waiting: Waiting) -> None:
    close_case_file(waiting.scene.rs, waiting.supervisor, waiting.scene.case.id)
    with pytest.raises((ConflictError, NotLawfulError), match=r"closed|case file"):
        extend(waiting, waiting.supervisor)


def test_what_came_on_record_as_seeking_protection_there_does_not_stay_longer(waiting: Waiting) -> None:
    rs, officer = waiting.scene.rs, waiting.scene.officer
    collect(rs, officer, [person("Vukašin", "Obradović", "1979-03-02", asylum_from=frozenset({CountryCode("ALB")}))])
    with pytest.raises(NotLawfulError, match="could not be asked today"):
        extend(waiting, waiting.supervisor)


def seek_protection(waiting: Waiting, country: str) -> RecordId:
    rs, officer = waiting.scene.rs, waiting.scene.officer
    sheltered = frozenset({CountryCode(country)})
    [record] = collect(rs, officer, [person("Vukašin", "Obradović", "1979-03-02", asylum_from=sheltered)])
    return record.id


def test_where_the_person_seeks_protection_it_ends_and_the_log_names_the_record(waiting: Waiting) -> None:
    record = seek_protection(waiting, "ALB")
    waiting.keep_house()
    assert waiting.kept().ended is Ended.SHELTERED
    assert waiting.held() is None
    trail = waiting.scene.rs.store.read(lambda tx: tx.ledger.trail(record, 10))
    ended = trail[-1].entry
    assert (ended.detail["what"], ended.about) == ("watch_sheltered", (waiting.question, record))


def test_it_ends_there_once(waiting: Waiting) -> None:
    seek_protection(waiting, "ALB")
    assert [end_sheltered(waiting.scene.rs) for _ in range(2)] == [1, 0]


def test_protection_from_another_country_ends_nothing(waiting: Waiting) -> None:
    seek_protection(waiting, "XKX")
    waiting.keep_house()
    assert waiting.kept().ended is Ended.STANDS
    assert waiting.held()


def test_only_who_works_in_the_case_file_or_supervises_ends_it(waiting: Waiting) -> None:
    other = waiting.scene.net.person("RS", "other", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        withdraw_watch(waiting.scene.rs, other, waiting.question, "mine")
    withdraw_watch(waiting.scene.rs, waiting.supervisor, waiting.question, "no longer needed")
    assert waiting.kept().ended is Ended.WITHDRAWN
    with pytest.raises(ConflictError, match="has ended"):
        withdraw_watch(waiting.scene.rs, waiting.supervisor, waiting.question, "again")


def test_what_was_asked_once_is_no_watch(waiting: Waiting) -> None:
    hit = waiting.scene.hit()
    for question in (hit.question, QuestionId("0" * 32)):
        with pytest.raises(NotFoundError):
            withdraw_watch(waiting.scene.rs, waiting.scene.officer, question, "x")


def test_with_its_case_file_it_ends_on_both_sides(waiting: Waiting) -> None:
    close_case_file(waiting.scene.rs, waiting.supervisor, waiting.scene.case.id)
    waiting.keep_house()
    assert waiting.kept().ended is Ended.CLOSED
    assert waiting.held() is None


def test_at_its_time_it_ends_on_both_sides_without_a_letter(waiting: Waiting) -> None:
    waiting.scene.net.clock.advance(timedelta(days=30))
    before = len(waiting.scene.net.line.crossed)
    waiting.keep_house()
    assert waiting.kept().ended is Ended.EXPIRED
    assert waiting.held() is None
    assert len(waiting.scene.net.line.crossed) == before


def test_a_question_that_was_never_taken_does_not_stay(waiting: Waiting) -> None:
    scene = waiting.scene
    scene.net.line.away.add("AL")
    [late] = scene.ask(watch_days=30)
    scene.net.clock.advance(timedelta(hours=25))
    deliver_due(scene.rs)
    waiting.keep_house()
    row = scene.rs.store.read(lambda tx: tx.watches.get(QuestionId(late.message)))
    assert row
    assert row.ended is Ended.REFUSED


def test_its_words_are_not_erased_while_it_stands(waiting: Waiting) -> None:
    with pytest.raises(ConflictError, match="withdraw that first"):
        forget_question(waiting.scene.rs, waiting.supervisor, waiting.question, "asked for")


def test_a_hit_after_its_end_is_refused_and_taken_back_there(waiting: Waiting) -> None:
    scene = waiting.scene
    scene.net.line.away.add("AL")
    withdraw_watch(scene.rs, scene.officer, waiting.question, "he was found")
    waiting.arrive()
    waiting.follow()
    assert waiting.hits() == ()
    assert waiting.row("AL") is None  # as if nobody had asked
    assert waiting.held() is None
