"""Messages at the desk: the list, a thread, and what is done with it."""

import re

import pytest
from tests.twins.network import Network
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
