"""Messages with who has no node: sent by hand once the law lets them go; what comes is typed in with its original."""

from datetime import timedelta

import pytest
from tests.twins.clock import NOON
from tests.twins.network import network
from tests.unit.casework.dispatch.conftest import Post
from tests.unit.casework.dispatch.test_assisting import typed as assisting

from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.attachment.saving import attached
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.clocks import count_clocks
from egnatia.casework.dispatch.drafting import close, discard, save_draft, take_back
from egnatia.casework.dispatch.onpaper import Mishap, Posting, enter, not_delivered, send_by_hand
from egnatia.casework.dispatch.paper import print_form
from egnatia.casework.dispatch.reading import finish, hand_back, list_to_do, open_thread
from egnatia.casework.dispatch.sending import look_over, send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.rows import Role
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.authority import Way
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId

BOSNIA = {"partner": "paper:BIH", "authority": "SIPA, NCB Sarajevo\nNikole Tesle 59"}
TODAY = Posting(way=Way.COURIER, day=NOON.date(), note="Parcel 17")


def released(post: Post, **fields: object) -> MessageId:
    """Write to an authority without a node, and let the law look."""
    sent = send(post.rs, post.officer, post.draft(**BOSNIA, **fields))
    assert sent.sent, sent.missing
    assert sent.by_hand
    return sent.message


def gone(post: Post, **fields: object) -> MessageId:
    """Write, and send by hand."""
    return send_by_hand(post.rs, post.officer, released(post, **fields), TODAY).id


def came(post: Post, *, scanned: bool = True, **fields: object) -> MessageId:
    """Type in what came on paper; it is a draft still."""
    typed = post.typed(**{**BOSNIA, "came": str(post.rs.clock.now().date()), "way": "post", **fields})
    message = save_draft(post.rs, post.officer, typed).id
    if scanned:
        give(post.rs, post.officer, Enclosing(message=message, name="scan.pdf"), [b"signed"])
    return message


def reply(post: Post, message: MessageId, outcome: str = "given", day: str = "", *, scanned: bool = True) -> MessageId:
    facts, came_on = {"outcome": (outcome,)}, day or str(post.rs.clock.now().date())
    return came(
        post, scanned=scanned, case="", replies_to=message, sort=Sort.REPLY, facts=facts, came=came_on, authority=""
    )


def logged(post: Post, message: MessageId) -> list[tuple[Act, str]]:
    trail = post.rs.store.read(lambda tx: tx.ledger.trail(message, 20))
    return sorted((one.entry.act, one.entry.detail.get("what", "")) for one in trail)


def test_the_law_is_asked_as_for_a_node_and_the_screen_says_who_sees_it(post: Post) -> None:
    outlook = look_over(post.rs, post.officer, post.draft(**BOSNIA))
    assert (outlook.carriers[0].instrument, outlook.missing) == ("pcc-see", ())
    viewer = outlook.viewers[0]
    assert (viewer.node, viewer.agency) == ("paper:BIH", "SIPA, NCB Sarajevo\nNikole Tesle 59")


@pytest.mark.parametrize("partner", ["paper:CHN", "paper:SRB", "paper:XYZ"])
def test_where_no_instrument_binds_the_two_nothing_goes_on_paper_either(post: Post, partner: str) -> None:
    draft = post.draft(partner=partner, authority="Somebody")
    with pytest.raises(NotLawfulError):
        send(post.rs, post.officer, draft)


CHINA = {
    "partner": "paper:CHN",
    "authority": "Ministry of Justice, Beijing",
    "sort": Sort.ASSISTANCE,
    "facts": {"facts": ("Drums of a precursor left Shanghai.",), "assistance": ("Who ordered them.",)},
}


def test_china_is_asked_for_assistance_under_the_conventions_that_bind_both(post: Post) -> None:
    outlook = look_over(post.rs, post.officer, post.draft(**CHINA))
    assert [one.instrument for one in outlook.carriers] == ["untoc", "un1988"]
    assert any("prosecutor" in words or "judicial" in words for words in outlook.missing)


def test_an_authority_is_named_with_its_address(post: Post) -> None:
    draft = post.draft(partner="paper:BIH", authority=" ")
    assert look_over(post.rs, post.officer, draft).missing == (
        "the authority to which it goes on paper, with its address",
    )
    with pytest.raises(ParseError, match="country or body"):
        look_over(post.rs, post.officer, post.draft(partner="paper:b h"))


def test_what_may_go_waits_to_be_sent_by_hand_and_no_letter_leaves(post: Post) -> None:
    message = released(post)
    assert deliver_due(post.rs) == 0
    assert [row.id for row in list_to_do(post.rs, post.officer)] == [message]
    assert post.at("RS", message).state is DispatchState.BY_HAND
    assert post.at("RS", message).due_at is None
    form = print_form(post.at("RS", message), post.rs.me)
    assert "RS to SIPA, NCB Sarajevo Nikole Tesle 59, message" in form


def test_who_sent_it_when_and_how_is_on_record_and_in_the_log(post: Post) -> None:
    message = gone(post)
    row = post.at("RS", message)
    assert row.state is DispatchState.SENT
    [deed] = row.deeds
    assert (deed.step, deed.by, deed.way, deed.reason) == (Step.SENT_BY_HAND, post.officer.id, "courier", "Parcel 17")
    assert logged(post, message) == [(Act.DECISION, "message_released"), (Act.QUESTION, "message_sent")]
    assert list_to_do(post.rs, post.officer) == ()
    with pytest.raises(ConflictError, match="none that is to be sent by hand"):
        send_by_hand(post.rs, post.officer, message, TODAY)


def test_nobody_sends_by_hand_what_was_not_let_go(post: Post) -> None:
    with pytest.raises(ConflictError, match="none that is to be sent by hand"):
        send_by_hand(post.rs, post.officer, post.draft(**BOSNIA), TODAY)
    with pytest.raises(NotAllowedError):
        send_by_hand(post.rs, post.liaison("RS", Desk.CUSTOMS), released(post), TODAY)


@pytest.mark.parametrize("days", [-1, 1])
def test_it_went_neither_before_it_might_nor_after_today(post: Post, days: int) -> None:
    posting = Posting(way=Way.FAX, day=(NOON + timedelta(days=days)).date())
    with pytest.raises(ParseError):
        send_by_hand(post.rs, post.officer, released(post), posting)


def test_a_minor_wants_a_second_person_on_paper_too(post: Post) -> None:
    message = post.draft(**BOSNIA, minor=True)
    assert not send(post.rs, post.officer, message).sent
    assert send(post.rs, post.boss, message).by_hand
    assert take_back(post.rs, post.boss, message).state is DispatchState.DRAFT
    assert not send(post.rs, post.officer, message).sent


def test_a_reply_is_typed_into_the_thread_with_its_original(post: Post) -> None:
    message = gone(post)
    typed = reply(post, message)
    entered = enter(post.rs, post.officer, typed)
    assert (entered.received, entered.thread, entered.partner) == (True, message, "paper:BIH")
    thread = open_thread(post.rs, post.officer, message)
    assert [row.id for row in thread.rows] == [message, typed]
    [scan] = attached(post.rs, [entered])[typed]
    assert (scan.name, scan.state) == ("scan.pdf", "here")
    assert entered.dispatch is not None
    assert entered.dispatch.grounds.case_file is None
    assert (Act.COLLECTION, "message_typed_in") in logged(post, typed)


def test_without_the_original_nothing_is_entered(post: Post) -> None:
    typed = reply(post, gone(post))
    bare = reply(post, gone(post), scanned=False)
    with pytest.raises(NotLawfulError) as caught:
        enter(post.rs, post.officer, bare)
    assert caught.value.missing == ("the scanned original, as a file",)
    with pytest.raises(ConflictError, match="entered, not sent"):
        send(post.rs, post.officer, typed)


def test_a_reply_stops_the_clock_on_the_day_on_which_it_came(post: Post) -> None:
    message = gone(post)
    post.net.clock.advance(timedelta(days=3))
    day = NOON.date() + timedelta(days=2)
    enter(post.rs, post.officer, reply(post, message, day=str(day)))
    row = post.at("RS", message)
    assert (row.state, row.deeds[-1].at.date()) == (DispatchState.DONE, day)


def test_a_reply_that_promises_more_leaves_the_message_open(post: Post) -> None:
    message = gone(post)
    enter(post.rs, post.officer, reply(post, message, "will_follow"))
    assert post.at("RS", message).state is DispatchState.SENT
    assert finish(post.rs, post.officer, message).state is DispatchState.DONE


def test_nothing_came_before_it_was_asked_or_tomorrow_or_by_line(post: Post) -> None:
    message = gone(post)
    for day in (NOON.date() - timedelta(days=1), NOON.date() + timedelta(days=1)):
        with pytest.raises(ParseError):
            enter(post.rs, post.officer, reply(post, message, day=str(day)))
    with pytest.raises(ConflictError, match="typed in"):
        enter(post.rs, post.officer, came(post, partner="AL"))
    with pytest.raises(ConflictError, match="came on paper"):
        enter(post.rs, post.officer, post.draft(**BOSNIA))
    with pytest.raises(ConflictError, match="nobody replies to a draft"):
        enter(post.rs, post.officer, reply(post, released(post)))


def test_what_an_authority_asks_on_paper_begins_a_thread_and_is_answered_on_paper(post: Post) -> None:
    asked = enter(post.rs, post.officer, came(post))
    assert asked.thread == asked.id
    assert [row.id for row in list_to_do(post.rs, post.officer)] == [asked.id]
    typed = post.typed(case="", replies_to=asked.id, sort=Sort.REPLY, facts={"outcome": ("given",)})
    answer = send(post.rs, post.officer, save_draft(post.rs, post.officer, typed).id)
    assert answer.by_hand
    assert post.at("RS", answer.message).authority == BOSNIA["authority"]
    with pytest.raises(ConflictError, match="by a reply on paper"):
        hand_back(post.rs, post.officer, asked.id, "Ours it is not.")
    assert finish(post.rs, post.officer, asked.id).state is DispatchState.DONE


def test_the_law_refuses_to_take_what_is_about_an_informant_on_paper_too(post: Post) -> None:
    with pytest.raises(NotLawfulError) as caught:
        enter(post.rs, post.officer, came(post, role="informant", sort=Sort.INFORMATION, facts={"relevance": ("So.",)}))
    assert "another purpose" in caught.value.missing[0]


def test_a_prosecutors_signature_stands_for_an_authorisation_that_a_node_would_send(post: Post) -> None:
    facts = {
        "requesting_authority": ("Prosecutor's Office",),
        "facts": ("Boats.",),
        "legal_qualification": ("Art. 195",),
        "assistance": ("A hearing.",),
    }
    asked = enter(post.rs, post.officer, came(post, sort=Sort.ASSISTANCE, facts=facts, instrument="ets30"))
    assert asked.dispatch is not None
    assert asked.dispatch.grounds.instrument == "ets30"


def test_clocks_count_what_went_on_paper_from_the_day_it_went_to_the_day_the_reply_came() -> None:
    net = network("DE", "RS")
    office = net.offices["DE"]
    officer, composition = assisting(net, "DE", "paper:AUT", authority="Landesgericht Wien")
    message = send(office, officer, save_draft(office, officer, composition).id).message
    net.clock.advance(timedelta(days=9))
    sent = send_by_hand(office, officer, message, Posting(way=Way.POST, day=office.clock.now().date()))
    assert sent.due_at is not None
    assert sent.due_at - office.clock.now() > timedelta(days=29)
    finish(office, officer, message)
    [counted] = count_clocks(office, net.person("DE", "chief", Role.SUPERVISOR), "2026-01", "2027-01")
    assert (counted.partner, counted.ours, counted.instrument, counted.in_time) == ("paper:AUT", False, "eio", 1)


MOVED = Mishap(day=NOON.date(), reason="Moved, address unknown")


def lost(post: Post, **fields: object) -> MessageId:
    """Write, send by hand, and get it back."""
    return not_delivered(post.rs, post.officer, gone(post, **fields), MOVED).id


def test_paper_that_came_back_is_noted_with_day_and_reason_and_nobody_owes_a_reply(post: Post) -> None:
    row = post.at("RS", lost(post))
    assert (row.state, row.due_at) == (DispatchState.FAILED, None)
    deed = row.deeds[-1]
    assert (deed.step, deed.by, deed.reason) == (Step.NOT_DELIVERED, post.officer.id, "Moved, address unknown")
    assert (Act.STATEMENT, "message_not_delivered") in logged(post, row.id)


def test_what_came_back_goes_again_to_another_address_after_the_law_has_looked(post: Post) -> None:
    message = lost(post)
    save_draft(post.rs, post.officer, post.typed(partner="paper:BIH", authority="SIPA, Lukavica"), message)
    assert send(post.rs, post.officer, message).by_hand
    assert post.at("RS", message).state is DispatchState.BY_HAND
    again = send_by_hand(post.rs, post.officer, message, TODAY)
    assert (again.state, again.authority) == (DispatchState.SENT, "SIPA, Lukavica")
    assert [deed.step for deed in again.deeds] == [Step.SENT_BY_HAND, Step.NOT_DELIVERED, Step.SENT_BY_HAND]


def test_what_came_back_goes_by_line_to_an_agency_with_a_node(post: Post) -> None:
    message = lost(post)
    save_draft(post.rs, post.officer, post.typed(), message)
    assert not send(post.rs, post.officer, message).by_hand
    deliver_due(post.rs)
    assert post.at("RS", message).state is DispatchState.DELIVERED
    assert post.at("AL", message).received


def test_what_is_let_be_stays_on_record_with_the_reason_and_is_sent_no_more(post: Post) -> None:
    message = lost(post)
    row = close(post.rs, post.officer, message, "The case is over.")
    assert (row.state, row.deeds[-1].reason) == (DispatchState.CLOSED, "The case is over.")
    assert (Act.DECISION, "message_closed") in logged(post, message)
    with pytest.raises(ConflictError, match="no draft"):
        send(post.rs, post.officer, message)
    follow_up = post.typed(case="", replies_to=message)
    with pytest.raises(ConflictError, match="never arrived"):
        send(post.rs, post.officer, save_draft(post.rs, post.officer, follow_up).id)


def test_a_reply_that_comes_after_all_is_entered_and_ends_the_matter(post: Post) -> None:
    for message in (lost(post), close(post.rs, post.officer, lost(post), "Nobody is there.").id):
        enter(post.rs, post.officer, reply(post, message))
        assert post.at("RS", message).state is DispatchState.DONE


def test_what_was_sent_once_is_not_thrown_away_by_taking_it_back(post: Post) -> None:
    message = lost(post)
    send(post.rs, post.officer, message)
    assert take_back(post.rs, post.officer, message).state is DispatchState.DRAFT
    with pytest.raises(ConflictError, match="stays on record"):
        discard(post.rs, post.officer, message)


def test_only_what_is_on_its_way_on_paper_comes_back_on_a_day_and_with_a_reason(post: Post) -> None:
    message = gone(post)
    for mishap in (Mishap(day=NOON.date(), reason=" "), Mishap(day=NOON.date() + timedelta(days=1), reason="Moved")):
        with pytest.raises(ParseError):
            not_delivered(post.rs, post.officer, message, mishap)
    with pytest.raises(NotAllowedError):
        not_delivered(post.rs, post.liaison("RS", Desk.CUSTOMS), message, MOVED)
    with pytest.raises(ConflictError, match="did not arrive"):
        close(post.rs, post.officer, message, "So.")
    with pytest.raises(ConflictError, match="on its way on paper"):
        not_delivered(post.rs, post.officer, released(post), MOVED)
