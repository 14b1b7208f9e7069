"""Reading, rerouting and finishing; who sees what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.pattern import draft_like
from egnatia.casework.dispatch.reading import (
    Listed,
    finish,
    hand_back,
    list_dispatches,
    list_due,
    list_to_do,
    open_thread,
    reroute,
)
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId


@pytest.mark.slow
def test_opening_a_thread_is_logged_as_a_look_at_its_messages(post: Post) -> None:
    message = post.write()
    open_thread(post.al, post.clerk, message)
    acts = [row.entry.act for row in post.al.store.read(lambda tx: tx.ledger.trail(message, 9))]
    assert Act.CONSULTATION in acts


def test_a_thread_shows_both_sides_in_order(post: Post) -> None:
    message = post.write()
    reply = post.reply(message).message
    rows = open_thread(post.rs, post.officer, reply).rows
    assert [(row.id, row.received) for row in rows] == [(message, False), (reply, True)]


def test_a_liaison_officer_sees_the_own_desk_only(post: Post) -> None:
    police, customs = post.liaison("AL", Desk.POLICE), post.liaison("AL", Desk.CUSTOMS)
    message = post.write(desk=Desk.CUSTOMS)
    assert [row.id for row in list_dispatches(post.al, customs, Listed()).rows] == [message]
    assert list_dispatches(post.al, police, Listed()).rows == ()
    with pytest.raises(NotAllowedError, match="desk customs"):
        open_thread(post.al, police, message)
    assert open_thread(post.al, customs, message).opened.state is DispatchState.READ


def test_a_message_at_the_wrong_desk_goes_to_another_and_the_sender_learns_which(post: Post) -> None:
    police, customs = post.liaison("AL", Desk.POLICE), post.liaison("AL", Desk.CUSTOMS)
    message = post.write(desk=Desk.CUSTOMS)
    reroute(post.al, customs, message, Desk.POLICE, "No goods in it.")
    deliver_due(post.al)
    assert [row.id for row in list_dispatches(post.al, police, Listed()).rows] == [message]
    assert list_dispatches(post.al, customs, Listed()).rows == ()
    assert [deed.desk for deed in post.at("RS", message).deeds] == [Desk.POLICE]
    assert post.at("RS", message).deeds[0].reason == ""  # why, stays at home


def test_a_follow_up_goes_to_the_desk_that_has_the_message_now(post: Post) -> None:
    message = post.write(desk=Desk.CUSTOMS)
    reroute(post.al, post.clerk, message, Desk.POLICE, "No goods in it.")
    deliver_due(post.al)
    after = post.write(replies_to=message, desk="")
    assert post.at("AL", after).desk is Desk.POLICE


def test_rerouting_says_why_and_changes_the_desk(post: Post) -> None:
    message = post.write()
    with pytest.raises(ParseError):
        reroute(post.al, post.clerk, message, Desk.POLICE, " ")
    with pytest.raises(ConflictError, match="already"):
        reroute(post.al, post.clerk, message, Desk.CONTACT_POINT, "Here.")


def test_what_is_done_stays_done(post: Post) -> None:
    message = post.write()
    finish(post.al, post.clerk, message)
    with pytest.raises(ConflictError, match="done"):
        finish(post.al, post.clerk, message)
    with pytest.raises(ConflictError, match="our own"):
        finish(post.rs, post.officer, message)


def test_who_does_not_work_in_the_case_file_sees_nothing_of_it(post: Post) -> None:
    outsider = post.net.person("RS", "outsider", Role.OFFICER)
    message = post.write()
    assert list_dispatches(post.rs, outsider, Listed()).rows == ()
    with pytest.raises(NotAllowedError, match="case file"):
        open_thread(post.rs, outsider, message)


def test_who_is_not_meant_for_the_purpose_sees_nothing_of_it(post: Post) -> None:
    border = post.net.person("AL", "border", Role.OFFICER, purposes=[Purpose.BORDER_CHECK])
    message = post.write()
    assert list_dispatches(post.al, border, Listed()).rows == ()
    with pytest.raises(NotAllowedError, match="purpose"):
        open_thread(post.al, border, message)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OVERSIGHT, Role.ADMINISTRATOR])
def test_other_roles_exchange_no_messages(post: Post, role: Role) -> None:
    person = post.net.person("AL", "other", role)
    with pytest.raises(NotAllowedError):
        list_dispatches(post.al, person, Listed())
    with pytest.raises(NotAllowedError):
        list_due(post.al, person)


def test_a_message_that_is_not_there_is_not_found(post: Post) -> None:
    with pytest.raises(NotFoundError):
        open_thread(post.al, post.clerk, MessageId("0" * 32))


@pytest.mark.slow
def test_pages_of_messages_go_on_where_the_last_ended(post: Post) -> None:
    sent = [post.write(title=f"No. {number}") for number in range(53)]
    first = list_dispatches(post.rs, post.officer, Listed(received=False))
    second = list_dispatches(post.rs, post.officer, Listed(beyond=first.next))
    assert [row.id for row in (*first.rows, *second.rows)] == sent[::-1]
    assert second.next is None


def test_a_draft_is_read_by_its_writer_alone_and_reading_it_is_no_look_at_a_message(post: Post) -> None:
    draft = post.draft()
    assert [row.id for row in open_thread(post.rs, post.officer, draft).rows] == [draft]
    assert Act.CONSULTATION not in [row.entry.act for row in post.rs.store.read(lambda tx: tx.ledger.trail(draft, 9))]
    message = post.write()
    typed = post.typed(sort=Sort.REPLY, case="", replies_to=message, facts={"outcome": ("given",)})
    reply = save_draft(post.al, post.clerk, typed).id
    assert {row.id for row in open_thread(post.al, post.clerk, message).rows} == {message, reply}
    assert {row.id for row in open_thread(post.al, post.net.person("AL", "other", Role.OFFICER), message).rows} == {
        message
    }


def test_what_is_for_another_agency_is_handed_back_and_its_sender_reads_why(post: Post) -> None:
    message = post.write()
    hand_back(post.al, post.clerk, message, "Ohrid is North Macedonia's.")
    deliver_due(post.al)
    sent = post.at("RS", message)
    assert (sent.state, sent.deeds[-1].reason) == (DispatchState.RETURNED, "Ohrid is North Macedonia's.")
    assert sent.deeds[-1].by is None
    with pytest.raises(ConflictError, match="handed back"):
        finish(post.al, post.clerk, message)
    with pytest.raises(ConflictError, match="handed back"):
        hand_back(post.al, post.clerk, message, "Twice.")


def test_what_is_handed_back_goes_to_the_right_partner_in_the_same_words(post: Post) -> None:
    message = post.write()
    hand_back(post.al, post.clerk, message, "Ohrid is North Macedonia's.")
    deliver_due(post.al)
    like = draft_like(post.rs, post.officer, message)
    typed = replace(like.draft or post.typed(), partner="MK", reason="It is Ohrid.")
    save_draft(post.rs, post.officer, typed, like.id)
    assert send(post.rs, post.officer, like.id).sent
    deliver_due(post.rs)
    assert post.at("MK", like.id).state is DispatchState.DELIVERED


@pytest.mark.parametrize("reason", ["", " "])
def test_nothing_is_handed_back_without_a_word_nor_what_is_ours(post: Post, reason: str) -> None:
    message = post.write()
    with pytest.raises(ParseError):
        hand_back(post.al, post.clerk, message, reason)
    with pytest.raises(ConflictError, match="our own"):
        hand_back(post.rs, post.officer, message, "Theirs.")


def test_who_has_left_is_told_no_more_what_became_of_its_message(post: Post) -> None:
    message = post.write()
    directory = post.net.directory
    members = {node: one for node, one in directory.members.items() if node != "RS"}
    post.net.directory = replace(directory, members=members)
    finish(post.al, post.clerk, message)
    assert post.at("AL", message).state is DispatchState.DONE
    assert post.al.store.read(lambda tx: tx.outbox.open()) == ()


def test_what_waits_for_a_person_comes_whole_what_is_due_first_on_top(post: Post) -> None:
    dateless = post.write(title="Undated")
    asked = [post.write(title=f"No. {number}") for number in range(2)]
    rows = {row.id: row for row in list_to_do(post.al, post.clerk)}
    assert rows.keys() == {dateless, *asked}
    due = post.net.clock.now() + timedelta(hours=1)
    post.al.store.write(lambda tx: tx.dispatches.change(replace(rows[asked[1]], due_at=due)))
    post.al.store.write(lambda tx: tx.dispatches.change(replace(rows[dateless], due_at=None)))
    assert list_to_do(post.al, post.clerk)[0].id == asked[1]
    finish(post.al, post.clerk, asked[1])
    assert asked[1] not in {row.id for row in list_to_do(post.al, post.clerk)}


def test_what_a_second_person_approves_waits_for_others_than_its_writer(post: Post) -> None:
    draft = post.at("RS", post.draft())
    pending = replace(draft, state=DispatchState.PENDING, approvers=(post.officer.id,))
    post.rs.store.write(lambda tx: tx.dispatches.change(pending))
    assert [row.id for row in list_to_do(post.rs, post.boss)] == [draft.id]
    assert list_to_do(post.rs, post.officer) == ()
