"""Messages at the desk: the list, a thread, and what is done with it."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_attachment import attach
from tests.unit.web.test_compose import draft_of, filled
from tests.unit.web.test_desk import Desk, opened
from tests.unit.web.test_desk import net as net  # noqa: PLC0414 - the fixture of the desk

from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role


def arrived(net: Network, **more: str) -> tuple[Desk, Desk, str]:
    """Have Belgrade write to Tirana; return both desks and the message."""
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path.replace("/draft", "/send"), {**filled(case), **more})
    assert "on its way" in page
    deliver_due(net.offices["RS"])
    return desk, Desk(net, "AL", Role.OFFICER), path.split("/")[2]


@pytest.mark.slow
def test_what_came_is_listed_read_done_and_told(net: Network) -> None:
    desk, there, message = arrived(net)
    assert f"/messages/{message}" in there.see("/messages")
    page = there.see(f"/messages/{message}")
    assert "He drove the car." in page
    there.send(page, f"/messages/{message}/completion", {})
    assert f"/messages/{message}" not in there.see("/messages")
    assert f"/messages/{message}" in there.see("/messages?tab=done")
    deliver_due(net.offices["AL"])
    assert "✓ done" in desk.see(f"/messages/{message}")


@pytest.mark.slow
def test_the_wrong_desk_passes_it_on(net: Network) -> None:
    _, there, message = arrived(net)
    page = there.see(f"/messages/{message}")
    passed = there.send(page, f"/messages/{message}/rerouting", {"desk": "customs", "reason": "Goods."})
    assert re.search(r"rerouted, customs \(Goods\.\)", passed)
    there.send(page, f"/messages/{message}/rerouting", {"desk": "roof", "reason": "Goods."}, 422)


@pytest.mark.slow
def test_what_is_for_another_agency_goes_back_with_a_word(net: Network) -> None:
    desk, there, message = arrived(net)
    page = there.see(f"/messages/{message}")
    back = there.send(page, f"/messages/{message}/return", {"reason": "Ohrid is North Macedonia's."})
    assert "✗ handed back" in back
    assert f"/messages/{message}" in there.see("/messages?tab=done")
    there.send(page, f"/messages/{message}/return", {"reason": "Twice."}, 422)
    deliver_due(net.offices["AL"])
    read = desk.see(f"/messages/{message}")
    assert "Ohrid is North Macedonia&#39;s." in read
    assert "Write another like it" in read


@pytest.mark.slow
def test_a_reply_stands_in_the_thread(net: Network) -> None:
    desk, there, message = arrived(net)
    page = there.see(f"/messages/{message}")
    form = there.send(page, "/messages", {"replies_to": message, "sort": "reply", "area": "drugs", "title": "Boats"})
    path = re.search(r'action="(/messages/\w+)/draft"', form)
    assert path
    said = {"title": "Boats", "text": "Sold in 1998.", "f.outcome": "given", "role": "suspect"}
    assert "Sold in 1998." in there.send(form, f"{path[1]}/send", said)
    deliver_due(net.offices["AL"])
    assert "Sold in 1998." in desk.see(f"/messages/{message}")


@pytest.mark.slow
def test_a_message_prints_as_a_form(net: Network) -> None:
    desk, _, message = arrived(net)
    assert "Facts of the case (facts): Two boats." in desk.see(f"/messages/{message}/paper")


@pytest.mark.parametrize(
    "path", ["/messages/xyz", "/messages/" + "0" * 32, "/messages/xyz/paper", "/messages/xyz/draft"]
)
def test_a_message_that_is_not_there_is_not_found(net: Network, path: str) -> None:
    Desk(net, "RS", Role.OFFICER).see(path, 404)


def test_a_tab_that_is_none_shows_what_is_to_do(net: Network) -> None:
    assert "Messages" in Desk(net, "RS", Role.OFFICER).see("/messages?tab=zz&beyond=-4")


def test_who_exchanges_no_messages_is_not_shown_them(net: Network) -> None:
    analyst = Desk(net, "RS", Role.ANALYST)
    analyst.see("/messages", 403)
    assert 'href="/messages"' not in analyst.see("/cases")


@pytest.mark.slow
def test_another_message_is_written_like_one_that_was_sent(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    sent = desk.send(desk.see(path), path.replace("draft", "send"), filled(case))
    found = re.search(r'name="like" value="(\w+)"', sent)
    assert found
    page = desk.send(sent, "/messages", {"like": found[1]})
    assert 'value="Boats"' in page
    assert "Whose are they?" in page
    assert path not in page


@pytest.mark.slow
def test_a_restricted_message_shows_its_words_alone_until_they_are_acknowledged(net: Network) -> None:
    _, there, message = arrived(net, handling="H3", restriction="Not for the press.")
    assert "first read how its use is restricted" in there.see("/messages")
    page = there.see(f"/messages/{message}", 409)
    assert ("Not for the press." in page, "He drove the car." in page) == (True, False)
    shown = there.send(page, f"/messages/{message}/acknowledgement", {})
    assert "He drove the car." in shown
    assert "He drove the car." in there.see(f"/messages/{message}")


def on_paper(net: Network) -> tuple[Desk, str, str]:
    """Have an officer write to an authority without a node; return the desk, the thread's page and its path."""
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    begun = {"partner": "paper:", "sort": "information_request", "area": "drugs", "case": case}
    form = desk.send(desk.see("/messages"), "/messages", begun)
    path = form_path(form)
    fields = filled(case, partner="paper:", code="bih", authority="SIPA, NCB Sarajevo")
    return desk, desk.send(form, f"{path}/send", fields), path


def form_path(form: str) -> str:
    path = re.search(r'action="(/messages/\w+)/draft"', form)
    assert path
    return path[1]


@pytest.mark.slow
def test_a_message_to_who_has_no_node_is_printed_and_sent_by_hand(net: Network) -> None:
    desk, page, path = on_paper(net)
    assert "! to be sent by hand" in page
    assert "→ BIH (on paper)" in desk.see("/messages?tab=sent")
    assert "RS to SIPA, NCB Sarajevo" in desk.see(f"{path}/paper")
    desk.send(page, f"{path}/posting", {"day": str(net.clock.now().date()), "way": "pigeon"}, 422)
    sent = desk.send(
        page, f"{path}/posting", {"day": str(net.clock.now().date()), "way": "courier", "note": "Parcel 17"}
    )
    assert "sent by hand, courier (Parcel 17)" in sent
    assert "No answer is expected any more" in sent


@pytest.mark.slow
def test_paper_that_came_back_is_sent_again_or_let_be(net: Network) -> None:
    desk, page, path = on_paper(net)
    today = str(net.clock.now().date())
    page = desk.send(page, f"{path}/posting", {"day": today, "way": "post"})
    desk.send(page, f"{path}/non-delivery", {"day": today, "reason": ""}, 422)
    back = desk.send(page, f"{path}/non-delivery", {"day": today, "reason": "Moved"})
    assert "not delivered, contact point (Moved)" in back
    assert f'href="{path}/draft">Send it again' in back
    closed = desk.send(back, f"{path}/closing", {"reason": "The case is over"})
    assert "✗ did not arrive, and was let be" in closed
    assert "Send it again" not in closed


@pytest.mark.slow
def test_what_is_to_be_sent_by_hand_stands_in_the_inbox_and_can_be_taken_back(net: Network) -> None:
    desk, page, path = on_paper(net)
    assert "to be sent by hand" in desk.see("/inbox")
    assert "May it go?" in desk.send(page, f"{path}/taking-back", {})


@pytest.mark.slow
def test_a_reply_on_paper_is_typed_into_the_thread_with_the_scanned_original(net: Network) -> None:
    desk, page, path = on_paper(net)
    today = str(net.clock.now().date())
    page = desk.send(page, f"{path}/posting", {"day": today, "way": "post"})
    begun = {"replies_to": path.split("/")[-1], "came": today, "sort": "reply", "area": "drugs", "title": "Boats"}
    form = desk.send(page, "/messages", begun)
    assert "SIPA, NCB Sarajevo</textarea>" in form
    typed = {"partner": "paper:BIH", "title": "Boats", "text": "Sold in 1998.", "f.outcome": "given", "role": "suspect"}
    said = {**typed, "came": today, "way": "post"}
    assert "the scanned original, as a file" in desk.send(form, f"{form_path(form)}/entering", said, 422)
    attach(desk, form_path(form), b"signed", "scan.pdf")
    entered = desk.send(form, f"{form_path(form)}/entering", said)
    assert "BIH (on paper) → " in entered
    assert "Sold in 1998." in entered
    assert "✓ done" in entered
    assert "Done: the partner is told" not in entered


@pytest.mark.slow
def test_what_an_authority_asks_on_paper_begins_a_thread(net: Network) -> None:
    case, today = opened(net), str(net.clock.now().date())
    desk = Desk(net, "RS", Role.OFFICER)
    begun = {"partner": "AL", "came": today, "sort": "information_request", "area": "drugs", "case": case}
    form = desk.send(desk.see("/messages"), "/messages", begun)
    assert "Who wrote it, and how it came" in form
    said = filled(case, partner="paper:", code="BIH", authority="SIPA", came=today, way="fax")
    attach(desk, form_path(form), b"signed", "scan.pdf")
    assert "typed in, fax" in desk.send(form, f"{form_path(form)}/entering", said)
    assert "BIH (on paper) →" in desk.see("/messages")
