"""Holding what comes in against the questions that stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import person
from tests.unit.casework.watch.conftest import ASKED, Waiting

from egnatia.casework.collect import amend
from egnatia.casework.deliver import deliver_due
from egnatia.casework.importing.drawing import Drawn
from egnatia.casework.importing.intake import BroughtRow, Origin, begin, bring, end
from egnatia.casework.watch import following
from egnatia.casework.watch.following import follow_watches
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole


def test_a_new_record_that_fits_is_told_by_reference_and_quality_only(waiting: Waiting) -> None:
    waiting.arrive()
    assert waiting.follow() == 1
    [hit] = waiting.hits()
    assert (hit.record, hit.view, hit.evidence) == (None, None, ())
    row = waiting.row("RS")
    assert row
    assert row.state == QuestionState.HIT


def test_one_that_does_not_fit_crosses_no_line(waiting: Waiting) -> None:
    before = len(waiting.scene.net.line.crossed)
    waiting.arrive("Agim", "Hoxha")
    assert waiting.follow() == 0
    assert len(waiting.scene.net.line.crossed) == before


def test_what_was_told_is_not_told_again(waiting: Waiting) -> None:
    waiting.arrive()
    assert [waiting.follow(), waiting.follow()] == [1, 0]
    waiting.opened.clear()  # as after a restart
    assert waiting.follow() == 0
    assert len(waiting.hits()) == 1


def test_a_second_man_of_that_name_is_told_too(waiting: Waiting) -> None:
    waiting.arrive()
    waiting.follow()
    waiting.arrive("Vukašin", "Obradović")
    assert waiting.follow() == 1
    assert len({hit.reference for hit in waiting.hits()}) == 2


def test_a_new_version_of_what_was_told_is_not_told(waiting: Waiting) -> None:
    record = waiting.arrive()
    waiting.follow()
    amend(waiting.scene.al, waiting.scene.keeper, record.lineage, person("Vukashin", "Obradoviq", "1979-03-02"))
    assert waiting.follow() == 0


def test_a_version_by_which_a_thing_begins_to_fit_is_told(waiting: Waiting) -> None:
    record = waiting.arrive("Agim", "Hoxha")
    assert waiting.follow() == 0
    amend(waiting.scene.al, waiting.scene.keeper, record.lineage, person("Vukashin", "Obradoviq", "1979-03-02"))
    assert waiting.follow() == 1


def test_what_the_law_withholds_is_known_to_the_own_log_alone(waiting: Waiting) -> None:
    record = waiting.arrive(role=SubjectRole.WITNESS)
    before = len(waiting.scene.net.line.crossed)
    assert waiting.follow() == 0
    assert len(waiting.scene.net.line.crossed) == before
    logged = waiting.scene.al.store.read(lambda tx: tx.ledger.trail(waiting.question, 10))
    last = logged[-1].entry
    assert (last.act, last.to, last.detail["withheld"]) == (Act.ANSWER, None, "1")
    assert record.id in last.about


def test_what_an_open_import_brings_counts_at_its_end(waiting: Waiting) -> None:
    al = waiting.scene.al
    keeper = waiting.scene.keeper
    draft = person("Vukashin", "Obradoviq", "1979-03-02")
    running = begin(al, keeper, "invented register")
    drawn = Drawn(key="1", kind="person", properties=draft.properties, refers={}, caveat=draft.caveat)
    bring(al, keeper, running.id, [BroughtRow(line=1, records=(drawn,))])
    assert waiting.follow() == 0
    end(al, keeper, running.id, Origin(file="0" * 64, mapping="0" * 64, rejected=0))
    assert waiting.follow() == 1
    assert waiting.follow() == 0


def test_more_rows_than_one_look_takes_are_all_seen(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "ROWS", 2)
    for number in range(5):
        waiting.arrive("Agim", f"Hoxha{number}")
    waiting.arrive()
    assert waiting.follow() == 1


def test_who_is_no_member_any_more_is_told_nothing(waiting: Waiting) -> None:
    net = waiting.scene.net
    members = {node: member for node, member in net.directory.members.items() if node != "RS"}
    net.directory = replace(net.directory, members=members)
    waiting.arrive()
    assert waiting.follow() == 0


def test_by_a_directory_that_is_too_old_nothing_is_told_and_nothing_is_lost(waiting: Waiting) -> None:
    net = waiting.scene.net
    waiting.arrive()
    issued = net.directory.issued_at
    net.directory = replace(net.directory, issued_at=issued - timedelta(days=31))
    assert waiting.follow() == 0
    net.directory = replace(net.directory, issued_at=issued)
    assert waiting.follow() == 1


def test_a_partner_that_is_away_hears_of_it_later_and_once(waiting: Waiting) -> None:
    scene = waiting.scene
    waiting.arrive()
    scene.net.line.away.add("RS")
    assert waiting.follow() == 1
    assert waiting.hits() == ()
    scene.net.line.away.clear()
    scene.net.line.deaf.add("RS")  # it arrives, and the receipt is lost
    scene.net.clock.advance(timedelta(minutes=5))
    deliver_due(scene.al)
    scene.net.line.deaf.clear()
    scene.net.clock.advance(timedelta(minutes=30))
    deliver_due(scene.al)
    assert len(waiting.hits()) == 1


def test_one_question_is_not_compared_with_what_another_found(waiting: Waiting) -> None:
    waiting.arrive()
    [again] = waiting.scene.ask(properties=ASKED, watch_days=30)
    assert again.answer
    assert len(again.answer.hits) == 1
    assert waiting.follow() == 1  # the first asks; the second was told in its answer
    assert follow_watches(waiting.scene.al, {}) == 0
