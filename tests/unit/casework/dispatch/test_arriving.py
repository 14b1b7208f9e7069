"""What partners send: believed only as far as it can be checked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.blobs import Quota
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.arriving import take_dispatch
from egnatia.casework.dispatch.reading import finish, open_thread
from egnatia.casework.dispatch.sending import look_over, send
from egnatia.casework.effect import Effect
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.undelivered import give_up
from egnatia.exchange.errors import Refused
from egnatia.exchange.progress import Progress, Step, plain_progress
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import plain_dispatch
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import MessageType

OTHER = MessageId("ab" * 16)


def forged(post: Post, **fields: object) -> dict[str, Any]:
    """Return the body of a lawful message that somebody altered."""
    dispatch = post.at("RS", post.write()).dispatch
    assert dispatch
    return {**plain_dispatch(dispatch), "thread": OTHER, **fields}


def bring(sender: Office, body: Mapping[str, Any], sort: MessageType = MessageType.DISPATCH) -> str:
    """Send a body past all use cases, and return why it was not taken; empty if it was."""
    content = Content(type=sort, recipient=NodeId("AL"), body=body, id=OTHER)
    sender.store.write(lambda tx: tx.outbox.add([queue(sender, content)]))
    deliver_due(sender)
    row = sender.store.read(lambda tx: tx.outbox.get(OTHER))
    assert row
    return row.error


def refusals(office: Office) -> list[str]:
    """Return the codes of what a node refused."""
    page = office.store.read(lambda tx: tx.ledger.page(Trace(act=Act.REFUSAL)))
    return [row.entry.detail["code"] for row in page.rows]


def test_an_altered_thread_is_accepted_when_it_begins_one(post: Post) -> None:
    assert bring(post.rs, forged(post)) == ""
    assert post.at("AL", OTHER).state is DispatchState.DELIVERED


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sort": "telegram"}, "malformed"),
        ({"area": "witchcraft"}, "malformed"),
        ({"colour": "blue"}, "malformed"),
        ({"desk": "roof"}, "malformed"),
        ({"instrument": "2023-977"}, "out_of_place"),
        ({"offence": "theft_of_time"}, "out_of_place"),
        ({"purpose": "border_check"}, "out_of_place"),
        ({"thread": "cd" * 16}, "out_of_place"),
        ({"replies_to": "cd" * 16}, "out_of_place"),
        ({"number": 7}, "early"),
        ({"subject": {"role": "suspect", "minor": True, "asylum_from": []}}, "four_eyes"),
        ({"subject": {"role": "suspect", "minor": False, "asylum_from": ["ALB"]}}, "out_of_place"),
    ],
)
def test_what_is_wrong_is_refused_and_logged(post: Post, fields: dict[str, Any], code: str) -> None:
    assert bring(post.rs, forged(post, **fields)).startswith(code)
    assert refusals(post.al) == [code]
    assert post.al.store.read(lambda tx: tx.dispatches.get(OTHER)) is None


def test_a_stranger_to_a_thread_is_refused_and_delays_nobody(post: Post) -> None:
    first = post.write()
    mk = post.net.offices["MK"]
    body = forged(post, thread=first, replies_to=first)
    assert bring(mk, body).startswith("out_of_place: you are not in this thread")
    assert len(post.al.store.read(lambda tx: tx.dispatches.thread(first))) == 1
    assert post.reply(first).sent


def test_what_becomes_of_a_message_is_told_to_who_wrote_it(post: Post) -> None:
    message = post.write()
    open_thread(post.al, post.clerk, message)
    deliver_due(post.al)
    assert post.at("RS", message).state is DispatchState.READ
    finish(post.al, post.clerk, message)
    deliver_due(post.al)
    row = post.at("RS", message)
    assert row.state is DispatchState.DONE
    assert [(deed.step, deed.by) for deed in row.deeds] == [(Step.READ, None), (Step.DONE, None)]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_partner_that_lies_about_when_it_read_is_refused(post: Post, hours: int) -> None:
    message = post.reply(post.write()).message
    at = post.net.clock.now() + timedelta(hours=hours)
    told = Progress(message=message, step=Step.READ, desk=Desk.POLICE, at=at)
    assert bring(post.rs, plain_progress(told), MessageType.PROGRESS).startswith("out_of_place")
    assert post.at("AL", message).state is DispatchState.DELIVERED


def test_nobody_tells_what_became_of_another_partners_message(post: Post) -> None:
    message = post.reply(post.write()).message
    told = Progress(message=message, step=Step.DONE, desk=Desk.POLICE, at=post.net.clock.now())
    answer = bring(post.net.offices["MK"], plain_progress(told), MessageType.PROGRESS)
    assert answer.startswith("out_of_place: no message of ours to you")
    assert post.at("AL", message).state is DispatchState.DELIVERED


def test_a_lost_receipt_costs_a_second_delivery_and_no_second_message(post: Post) -> None:
    post.net.line.deaf.add("AL")
    message = post.write()
    assert post.at("RS", message).state is DispatchState.SENT
    post.net.line.deaf.clear()
    post.net.clock.advance(timedelta(minutes=1))
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.DELIVERED
    assert len(post.al.store.read(lambda tx: tx.dispatches.thread(message))) == 1


def test_that_it_was_read_counts_even_if_the_receipt_was_lost(post: Post) -> None:
    post.net.line.deaf.add("AL")
    message = post.write()
    open_thread(post.al, post.clerk, message)
    deliver_due(post.al)
    assert post.at("RS", message).state is DispatchState.READ


@pytest.mark.parametrize("given_up", [False, True])
def test_what_became_of_a_message_is_told_however_long_its_writer_is_away(post: Post, given_up: bool) -> None:  # noqa: FBT001
    message = post.write()
    post.net.line.away.add("RS")
    finish(post.al, post.clerk, message)
    if given_up:
        [waiting] = post.al.store.read(lambda tx: tx.outbox.open())
        post.al.store.write(lambda tx: give_up(post.al, tx, waiting.message.id, "not needed"))
    post.net.clock.advance(timedelta(days=31))
    post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
    deliver_due(post.al)
    post.net.line.away.clear()
    deliver_due(post.al)
    assert post.at("RS", message).state is (DispatchState.DELIVERED if given_up else DispatchState.DONE)


def test_a_reply_stands_in_the_case_file_of_who_asked(post: Post) -> None:
    reply = post.reply(post.write()).message
    row = post.at("RS", reply)
    assert (row.case_file, row.received) == (post.case.id, True)
    assert row.dispatch
    assert row.dispatch.grounds.case_file is None


def test_an_id_stands_for_one_message_for_good(post: Post) -> None:
    taken = replace(post.at("AL", post.write()), id=OTHER, thread=OTHER, partner=NodeId("MK"))
    post.al.store.write(lambda tx: tx.dispatches.add(taken))
    assert "another message's" in bring(post.rs, forged(post))
    assert post.at("AL", OTHER).partner == "MK"


def test_sent_again_after_its_thread_changed_desks_it_is_the_same_message_but_not_with_other_words(post: Post) -> None:
    post.net.line.deaf.add("AL")
    post.write()
    [sent] = post.rs.store.read(lambda tx: tx.outbox.open())

    def again(**fields: object) -> Effect:
        return take_dispatch(post.al, replace(sent.message, body={**sent.message.body, **fields}))

    post.al.store.read(again(sender_desk="customs", desk="customs").check)
    with pytest.raises(Refused, match="another message's"):
        post.al.store.read(again(text="Something else").check)


def attaching(post: Post, **fields: object) -> MessageId:
    """Keep a draft with a file of three bytes."""
    message = post.draft(**fields)
    give(post.rs, post.officer, Enclosing(message=message, name="boats.txt"), [b"abc"])
    return message


@pytest.mark.parametrize("quota", [Quota(largest=2), Quota(of_partner=2), Quota(of_partner=5)])
def test_files_larger_or_more_than_are_taken_are_refused_with_their_message(post: Post, quota: Quota) -> None:
    al = replace(post.al, quota=quota)
    post.net.offices["AL"] = post.net.line.offices[al.me] = al
    messages = [attaching(post) for _ in range(2)]
    for message in messages:
        send(post.rs, post.officer, message)
    deliver_due(post.rs)
    assert post.at("RS", messages[1]).state is DispatchState.FAILED
    assert al.store.read(lambda tx: tx.dispatches.get(messages[1])) is None


def test_a_file_of_another_message_is_not_named_twice(post: Post) -> None:
    first, second = attaching(post), attaching(post)
    send(post.rs, post.officer, first)
    send(post.rs, post.officer, second)
    [one, other] = post.rs.store.read(lambda tx: tx.outbox.open())
    body = {**other.message.body, "attachments": one.message.body["attachments"]}
    post.al.store.write(take_dispatch(post.al, one.message).write)
    effect = take_dispatch(post.al, replace(other.message, body=body))
    with pytest.raises(Refused, match="another one's"):
        post.al.store.read(effect.check)


def test_a_request_about_a_victim_may_carry_no_file_for_a_purpose_for_which_nothing_may_be_given(post: Post) -> None:
    typed = {"role": SubjectRole.VICTIM}
    words = "another purpose: nobody writes about an informant at all, and about this person for this one"
    assert words not in look_over(post.rs, post.officer, post.draft(**typed)).missing
    assert words in look_over(post.rs, post.officer, attaching(post, **typed)).missing


def test_a_thread_goes_on_when_its_first_messages_were_forgotten(post: Post) -> None:
    first = post.write()
    post.al.store.write(lambda tx: tx.dispatches.forget(post.net.clock.now() + timedelta(days=1), 9))
    assert post.at("AL", first).dispatch is None
    second = post.write(replies_to=first)
    found = post.at("AL", second).dispatch
    assert found
    assert found.place.number == 2
