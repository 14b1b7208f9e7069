"""Messages on paper by command: what was posted comes back, and is let be."""

import time

import pytest
from tests.integration.cli.test_message import ABOUT
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")


def test_paper_that_came_back_is_said_to_and_let_be(typed: Type) -> None:
    to = ["--to", "paper:BIH", "--authority", "SIPA, NCB Sarajevo", "--case", "KT-1", *ABOUT, "--send"]
    message, today = (
        typed("RS", "officer", "message", "write", *to).split()[0],
        time.strftime("%Y-%m-%d", time.gmtime()),
    )
    typed("RS", "officer", "message", "posted", message, "--on", today, "--by", "post")
    back = ["--on", today, "--reason", "Moved"]
    assert typed("RS", "officer", "message", "not-delivered", message, *back) == f"{message} failed\n"
    assert typed("RS", "officer", "message", "close", message, "--reason", "Over") == f"{message} closed\n"
    assert "closed, contact_point (Over)" in typed("RS", "officer", "message", "read", message)
