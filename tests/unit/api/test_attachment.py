"""Files over the socket: bytes in, the same bytes out, as a download and nothing else."""

import pytest
from tests.unit.api.conftest import Desk
from tests.unit.api.test_dispatch import written

from egnatia.casework.attachment.fetching import fetch_some
from egnatia.casework.deliver import deliver_due

BYTES = b"<script>alert(1)</script>" * 50_000


def given(desk: Desk, message: str, content: bytes = BYTES, name: str = "boats.html") -> str:
    """Give a file to a draft; return its id."""
    made = desk.call(1).post(f"/v1/messages/{message}/attachments", params={"name": name}, content=content)
    assert made.status_code == 201, made.text
    assert made.json()["size"] == len(content)
    return str(made.json()["attachment"])


@pytest.mark.slow
def test_a_file_comes_out_as_it_went_in_and_is_never_shown(desk: Desk) -> None:
    message = written(desk)
    attachment = given(desk, message)
    saved = desk.call(1).get(f"/v1/messages/{message}/attachments/{attachment}")
    assert saved.content == BYTES
    assert saved.headers["content-disposition"] == "attachment"
    assert saved.headers["x-content-type-options"] == "nosniff"
    assert saved.headers["content-type"] == "application/octet-stream"


def test_a_thread_lists_its_files_without_their_keys(desk: Desk) -> None:
    message = written(desk)
    attachment = given(desk, message)
    desk.call(1).post(f"/v1/messages/{message}/sending")
    answer = desk.call(1).get(f"/v1/messages/{message}")
    [[file]] = [shown["attachments"] for shown in answer.json()]
    assert (file["id"], file["name"], file["size"], file["state"]) == (attachment, "boats.html", len(BYTES), "here")
    assert "key" not in file
    deliver_due(desk.net.offices["RS"])
    assert fetch_some(desk.net.offices["AL"])


def test_what_is_taken_out_is_gone(desk: Desk) -> None:
    message = written(desk)
    path = f"/v1/messages/{message}/attachments/{given(desk, message)}"
    assert desk.call(1).delete(path).status_code == 204
    assert desk.call(1).get(path).status_code == 404


def test_a_file_without_bytes_or_with_the_name_of_a_path_is_refused(desk: Desk) -> None:
    path = f"/v1/messages/{written(desk)}/attachments"
    assert desk.call(1).post(path, params={"name": "x"}, content=b"").status_code == 422
    assert desk.call(1).post(path, params={"name": "../x"}, content=b"x").json()["path"] == "name"
    assert desk.call(1).post(path, content=b"x").status_code == 422
