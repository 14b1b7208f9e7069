"""Sending messages: the law first, two people where it wants them, order in a thread."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.dispatch.conftest import FACTS, Post

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft, take_back
from egnatia.casework.dispatch.reading import open_thread, reroute
from egnatia.casework.dispatch.sending import look_over, send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId


def test_a_message_arrives_as_it_was_written(post: Post) -> None:
    message = post.write()
    here, there = post.at("RS", message), post.at("AL", message)
    assert (here.state, there.state) == (DispatchState.DELIVERED, DispatchState.DELIVERED)
    assert here.dispatch == there.dispatch
    assert there.dispatch
    assert there.dispatch.grounds.instrument == "pcc-see"
    assert (there.received, there.by, there.case_file) == (True, None, None)


def test_the_law_says_under_which_instruments_it_may_go_and_who_sees_it(post: Post) -> None:
    outlook = look_over(post.rs, post.officer, post.draft())
    assert [found.instrument for found in outlook.carriers] == ["pcc-see", "interpol-messages"]
    assert outlook.missing == ()
    assert [(viewer.node, viewer.person, viewer.why) for viewer in outlook.viewers] == [
        ("AL", "", "it is addressed to this desk"),
        ("RS", "boss", "works in the case file"),
        ("RS", "officer", "works in the case file"),
    ]


def test_of_a_thread_in_no_case_file_whoever_works_at_the_desk_sees_the_reply(post: Post) -> None:
    message = post.write()
    typed = post.typed(sort=Sort.REPLY, case="", replies_to=message, facts={"outcome": ("given",)})
    outlook = look_over(post.al, post.clerk, save_draft(post.al, post.clerk, typed).id)
    assert [(one.node, one.person, one.why) for one in outlook.viewers][1:] == [("AL", "", "whoever works at the desk")]


def test_what_the_form_lacks_is_named(post: Post) -> None:
    message = post.draft(facts={"facts": ("Boats.",)})
    assert look_over(post.rs, post.officer, message).missing == ("What ties the person or thing to the case",)
    with pytest.raises(NotLawfulError, match="may not be sent"):
        send(post.rs, post.officer, message)


def test_between_states_without_an_instrument_nothing_is_sent(post: Post) -> None:
    message = post.draft(partner="XK")
    assert "no instrument" in " ".join(look_over(post.rs, post.officer, message).missing)
    with pytest.raises(NotLawfulError):
        send(post.rs, post.officer, message)


def test_an_unknown_field_is_named_by_its_path(post: Post) -> None:
    with pytest.raises(ParseError, match=r"facts\.colour"):
        look_over(post.rs, post.officer, post.draft(facts={**FACTS, "colour": ("blue",)}))


def test_what_is_sensitive_is_not_written_in_a_message(post: Post) -> None:
    thing = post.typed().things[0]
    richer = type(thing)(kind="person", properties={**thing.properties, "finances": ("Owes a lender.",)})
    with pytest.raises(ParseError, match="sensitive"):
        look_over(post.rs, post.officer, post.draft(things=(richer,)))


def test_a_search_for_a_fugitive_waits_for_a_second_person_who_may_release(post: Post) -> None:
    facts = {
        "facts": ("Escaped on 3 May.",),
        "warrant": ("K 17/26",),
        "warrant_date": ("2026-05-04",),
        "issuing_authority": ("Court",),
        "extradition": ("sought",),
    }
    message = post.draft(sort=Sort.FUGITIVE, facts=facts)
    first = send(post.rs, post.officer, message)
    assert not first.sent
    assert post.at("RS", message).state is DispatchState.PENDING
    with pytest.raises(NotAllowedError, match="a second person"):
        send(post.rs, post.officer, message)
    assert send(post.rs, post.boss, message).sent
    deliver_due(post.rs)
    there = post.at("AL", message).dispatch
    assert there
    assert there.grounds.approvals == 2


def test_who_changes_a_message_that_waits_stands_alone_behind_it_again(post: Post) -> None:
    message = post.draft(role=SubjectRole.CONTACT, minor=True)
    assert not send(post.rs, post.officer, message).sent
    save_draft(post.rs, post.officer, post.typed(role=SubjectRole.CONTACT, minor=True, text="Another."), message)
    assert post.at("RS", message).approvers == ()
    assert not send(post.rs, post.officer, message).sent
    assert take_back(post.rs, post.officer, message).state is DispatchState.DRAFT


def test_a_message_is_sent_once(post: Post) -> None:
    message = post.write()
    with pytest.raises(ConflictError, match="no draft"):
        send(post.rs, post.officer, message)


def postpone(post: Post, message: MessageId) -> None:
    """Have a letter wait for an hour."""
    later = post.net.clock.now() + timedelta(hours=1)
    post.rs.store.write(lambda tx: tx.outbox.postpone(message, later, ""))


def test_messages_of_a_thread_arrive_in_the_order_in_which_they_were_written(post: Post) -> None:
    first = post.write()
    post.net.line.away.add("AL")
    later = [post.write(sort=Sort.INFORMATION, facts={"relevance": (f"{n}",)}, replies_to=first) for n in range(3)]
    for message in later[:2]:  # the first two come due later than the third
        postpone(post, message)
    post.net.line.away.clear()
    post.net.clock.advance(timedelta(minutes=5))
    deliver_due(post.rs)
    thread = post.al.store.read(lambda tx: tx.dispatches.thread(first))
    assert [row.id for row in thread] == [first]
    for _ in range(4):
        post.net.clock.advance(timedelta(hours=2))
        deliver_due(post.rs)
    thread = post.al.store.read(lambda tx: tx.dispatches.thread(first))
    assert [row.id for row in thread] == [first, *later]


def test_a_message_that_never_arrived_can_be_sent_again_under_its_own_id(post: Post) -> None:
    post.net.line.away.add("AL")
    message = post.write()
    post.net.clock.advance(MAX_MESSAGE_LIFE + timedelta(minutes=1))
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.FAILED
    post.net.line.away.clear()
    post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
    assert send(post.rs, post.officer, message).sent
    deliver_due(post.rs)
    assert post.at("AL", message).state is DispatchState.DELIVERED
    assert post.at("RS", message).state is DispatchState.DELIVERED


def lose(post: Post, *later: timedelta) -> None:
    """Let the time of letters run out while Tirana is away, or is heard no more, and bring it back."""
    for wait in (*later, MAX_MESSAGE_LIFE + timedelta(minutes=1)):
        post.net.clock.advance(wait)
        post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
        deliver_due(post.rs)
    post.net.line.away.clear()
    post.net.line.deaf.clear()


def test_a_message_that_is_sent_again_keeps_its_place_before_what_waits_for_it(post: Post) -> None:
    post.net.line.away.add("AL")
    first = post.write()
    post.net.clock.advance(timedelta(days=20))
    second = post.write(sort=Sort.INFORMATION, facts={"relevance": ("x",)}, replies_to=first)
    post.net.clock.advance(timedelta(days=11))
    post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
    deliver_due(post.rs)
    assert [post.at("RS", one).state for one in (first, second)] == [DispatchState.FAILED, DispatchState.SENT]
    post.net.line.away.clear()
    send(post.rs, post.officer, first)
    for _ in range(2):
        deliver_due(post.rs)
        post.net.clock.advance(timedelta(hours=1))
    assert [row.number for row in post.al.store.read(lambda tx: tx.dispatches.thread(first))] == [1, 2]


def test_nothing_goes_on_from_a_message_that_never_arrived(post: Post) -> None:
    post.net.line.away.add("AL")
    first = post.write()
    lose(post)
    again = post.draft(sort=Sort.INFORMATION, facts={"relevance": ("x",)}, replies_to=first)
    with pytest.raises(ConflictError, match="send that one again first"):
        send(post.rs, post.officer, again)


def test_whoever_changed_what_had_come_after_all_learns_that_it_had(post: Post) -> None:
    post.net.line.deaf.add("AL")
    message = post.write()
    lose(post)
    assert post.at("RS", message).state is DispatchState.FAILED
    save_draft(post.rs, post.officer, post.typed(text="Who owns the three boats?"), message)
    send(post.rs, post.officer, message)
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.FAILED
    save_draft(post.rs, post.officer, post.typed(), message)
    send(post.rs, post.officer, message)
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.DELIVERED


def test_a_reply_that_is_sent_again_goes_between_the_desks_between_which_it_went(post: Post) -> None:
    message = post.write()
    post.net.line.deaf.add("RS")
    reply = post.reply(message).message
    reroute(post.al, post.clerk, message, Desk.POLICE, "No goods in it.")
    post.net.clock.advance(MAX_MESSAGE_LIFE + timedelta(minutes=1))
    deliver_due(post.al)
    post.net.line.deaf.clear()
    post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
    assert post.at("AL", reply).state is DispatchState.FAILED
    assert send(post.al, post.clerk, reply).sent
    deliver_due(post.al)
    assert post.at("AL", reply).dispatch == post.at("RS", reply).dispatch


def acts_on(post: Post, message: MessageId) -> set[Act]:
    """Return the acts that Belgrade logged on a message."""
    return {row.entry.act for row in post.rs.store.read(lambda tx: tx.ledger.trail(message, 9))}


def test_a_request_is_logged_as_one_and_information_as_a_disclosure(post: Post) -> None:
    asked = post.write()
    told = post.write(sort=Sort.INFORMATION, facts={"relevance": ("Same boats.",)})
    assert Act.QUESTION in acts_on(post, asked)
    assert Act.DISCLOSURE in acts_on(post, told)


def test_where_the_instrument_names_no_time_none_is_set(post: Post) -> None:
    assert look_over(post.rs, post.officer, post.draft()).due_at is None


def test_by_a_directory_that_is_too_old_nothing_is_sent(post: Post) -> None:
    message = post.draft()
    post.net.clock.advance(timedelta(days=31))
    with pytest.raises(ConflictError, match="older than 30 days"):
        send(post.rs, post.officer, message)


def test_what_was_read_before_it_was_sent_again_counts_as_read(post: Post) -> None:
    post.net.line.deaf.add("AL")
    message = post.write()
    open_thread(post.al, post.clerk, message)
    post.net.line.deaf.clear()
    post.net.line.away |= {"AL", "RS"}
    for _ in range(2):
        post.net.clock.advance(timedelta(days=31))
        post.net.directory = replace(post.net.directory, issued_at=post.net.clock.now())
        deliver_due(post.rs)
        deliver_due(post.al)
    post.net.line.away.clear()
    send(post.rs, post.officer, message)
    deliver_due(post.rs)
    post.net.clock.advance(timedelta(minutes=11))
    deliver_due(post.al)
    assert post.at("RS", message).state is DispatchState.READ
