"""Files at the desk: chosen on a page of their own, saved and never shown, refused in words."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_compose import draft_of, filled
from tests.unit.web.test_desk import Desk, opened
from tests.unit.web.test_desk import net as net  # noqa: PLC0414 - the fixture of the desk

from egnatia.casework.attachment.fetching import fetch_some
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role

PAGE = b"<script>alert(1)</script>"


def drafted(net: Network) -> tuple[Desk, str, dict[str, str]]:
    """Have Belgrade begin a message; return desk, address of the message, and what is typed."""
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case).removesuffix("/draft")
    return desk, path, filled(case)


def attach(desk: Desk, path: str, content: bytes = PAGE, name: str = "чамац 1.html") -> str:
    """Choose a file on the page of files; return the page that comes."""
    key = re.search(r'name="form_key" value="(\w+)"', desk.see(f"{path}/attachments"))
    assert key
    answer = desk.browser.post(f"{path}/attachments", data={"form_key": key[1]}, files={"file": (name, content)})
    return answer.text


@pytest.mark.slow
def test_a_file_is_attached_sent_and_saved_by_the_partner(net: Network) -> None:
    desk, path, typed = drafted(net)
    kept = desk.send(desk.see(f"{path}/draft"), f"{path}/draft", {**typed, "do": "files"})
    assert "No file is attached yet." in kept
    assert "чамац 1.html" in attach(desk, path)
    assert "on its way" in desk.send(desk.see(f"{path}/draft"), f"{path}/send", typed)
    deliver_due(net.offices["RS"])
    there = Desk(net, "AL", Role.OFFICER)
    assert "0 B are here" in there.see(path)
    assert fetch_some(net.offices["AL"])
    link = re.search(rf'href="({path}/attachments/\w+)"', there.see(path))
    assert link
    saved = there.browser.get(link[1])
    assert saved.content == PAGE
    assert saved.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%D1%87")
    assert "sandbox" in saved.headers["content-security-policy"]
    assert saved.headers["content-type"] == "application/octet-stream"


@pytest.mark.slow
def test_what_is_wrong_with_a_file_is_said_where_it_is_chosen(net: Network) -> None:
    desk, path, _ = drafted(net)
    assert "empty" in attach(desk, path, b"")
    assert "not the name of a file" in attach(desk, path, name="a?b")
    assert "boats.pdf" in attach(desk, path, name="C:\\Users\\ana\\boats.pdf")


@pytest.mark.slow
def test_a_file_is_taken_out(net: Network) -> None:
    desk, path, _ = drafted(net)
    page = attach(desk, path)
    link = re.search(rf'action="({path}/attachments/\w+/removal)"', page)
    assert link
    assert "No file is attached yet." in desk.send(page, link[1], {})


@pytest.mark.slow
def test_a_form_of_another_session_brings_nothing(net: Network) -> None:
    desk, path, _ = drafted(net)
    answer = desk.browser.post(f"{path}/attachments", data={"form_key": "0" * 32}, files={"file": ("a", PAGE)})
    assert answer.status_code == 403
    assert desk.browser.post(f"{path}/attachments", content=b"rubbish").status_code == 403
    assert "No file is attached yet." in desk.see(f"{path}/attachments")
