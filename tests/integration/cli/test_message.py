"""Messages by command, between nodes that run, over their real line."""

import re
import time
from pathlib import Path

import pytest
from tests.integration.conftest import Type

from egnatia.cli import main

pytestmark = pytest.mark.usefixtures("kt1")

ABOUT = [
    "--area", "firearms", "--title", "Pistol found at Bar", "--reason", "The maker is yours", "--role", "suspect",
    "--fact", "facts=Found under a seat", "--fact", "connection=He drove the car",
    "--thing", "firearm:serial=A12345;make=Probna",
]  # fmt: skip


def until(typed: Type, node: str, who: str, pattern: str) -> str:
    """Wait for a message to stand in a list as expected."""
    for _ in range(100):
        if found := re.search(pattern, typed(node, who, "message", "list")):
            return found[0].split()[0]
        time.sleep(0.1)
    raise AssertionError(typed(node, who, "message", "list"))


def written(typed: Type, *words: str) -> str:
    """Write a message and send it; return its id."""
    told = typed("RS", "officer", "message", "write", "--to", "AL", "--case", "KT-1", *ABOUT, "--send", *words)
    assert "sent under pcc-see" in told
    return told.split()[0]


def test_a_message_goes_over_is_read_answered_and_done(typed: Type) -> None:
    message = written(typed)
    until(typed, "AL", "officer", rf"{message} +from RS +information_request +firearms +contact_point +delivered")
    assert "firearm: make Probna; serial A12345" in typed("AL", "officer", "message", "read", message)
    reply = ["--title", "Pistol found at Bar", "--fact", "outcome=given", "--text", "Sold in 1998.", "--send"]
    answer = typed("AL", "officer", "message", "reply", message, *reply).split()[0]
    assert typed("AL", "officer", "message", "done", message) == f"{message} done\n"
    until(typed, "RS", "officer", rf"{message} +to AL .* done")
    until(typed, "RS", "officer", rf"{answer} +from AL +reply")
    thread = typed("RS", "officer", "message", "read", message)
    assert thread.index("A12345") < thread.index("Sold in 1998.")


def test_at_the_wrong_desk_it_is_passed_on_and_the_sender_sees_where_it_lies(typed: Type) -> None:
    message = written(typed, "--desk", "customs")
    until(typed, "AL", "officer", rf"{message} .*customs")
    typed("AL", "officer", "message", "reroute", message, "--desk", "police", "--reason", "No goods in it")
    for _ in range(100):
        if "rerouted, police" in (told := typed("RS", "officer", "message", "read", message)):
            break
        time.sleep(0.1)
    assert "rerouted, police" in told
    assert "No goods" not in told


def test_a_draft_says_what_it_lacks_and_is_not_sent(typed: Type) -> None:
    short = ["--title", "Pistol", "--area", "firearms", "--role", "suspect"]
    told = typed("RS", "officer", "message", "write", "--to", "AL", "--case", "KT-1", *short)
    message = told.split()[0]
    assert told == f"{message} draft\n"
    assert typed("RS", "officer", "message", "check", message, code=2)
    assert typed("RS", "officer", "message", "discard", message) == f"{message} thrown away\n"


def test_a_minor_waits_for_a_second_person(typed: Type) -> None:
    told = typed("RS", "officer", "message", "write", "--to", "AL", "--case", "KT-1", *ABOUT, "--minor", "--send")
    message, *words = told.split()
    assert "waits for a second person" in " ".join(words)
    assert typed("RS", "officer", "message", "take-back", message) == f"{message} draft\n"
    assert "waits" in typed("RS", "officer", "message", "send", message)
    assert "sent under" in typed("RS", "supervisor", "message", "send", message)


def test_what_is_printed_is_typed_in_again(typed: Type, tmp_path: Path) -> None:
    message = written(typed)
    form = tmp_path / "form.txt"
    form.write_text(typed("RS", "officer", "message", "print", message), "utf-8")
    again = typed("RS", "officer", "message", "type-in", str(form)).split()[0]
    assert again != message
    assert "sent under" in typed("RS", "officer", "message", "send", again)
    form.write_bytes(b"\xff\xfe")
    assert "UTF-8" in typed("RS", "officer", "message", "type-in", str(form), code=2)


@pytest.mark.parametrize(
    ("words", "told"), [(["--fact", "facts"], "name=value"), (["--thing", "pistol"], "kind:property=value")]
)
def test_what_is_mistyped_is_named(typed: Type, words: list[str], told: str) -> None:
    start = ["message", "write", "--to", "AL", "--case", "KT-1", "--title", "x", *words]
    assert told in typed("RS", "officer", *start, code=2)


def test_the_fields_of_a_sort_and_area_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["message", "fields", "alert", "cultural_goods"])
    assert "Until (the last day)" in capsys.readouterr().out


def test_what_is_due_is_listed_apart(typed: Type) -> None:
    assert typed("RS", "officer", "message", "list", "--due", "--json").strip().startswith("{")


def test_a_partner_without_a_node_is_served_on_paper(typed: Type, tmp_path: Path) -> None:
    scan, today = tmp_path / "scan.pdf", time.strftime("%Y-%m-%d", time.gmtime())
    scan.write_bytes(b"signed")
    to = ["--to", "paper:BIH", "--authority", "SIPA, NCB Sarajevo", "--case", "KT-1", *ABOUT, "--send"]
    told = typed("RS", "officer", "message", "write", *to)
    assert "may go under pcc-see, on paper" in told
    message = told.split()[0]
    assert "RS to SIPA, NCB Sarajevo" in typed("RS", "officer", "message", "print", message)
    posted = ["--on", today, "--by", "courier", "--note", "Parcel 17"]
    assert typed("RS", "officer", "message", "posted", message, *posted) == f"{message} sent\n"
    came = ["--reply-to", message, "--on", today, "--by", "post", "--title", "Pistol", "--fact", "outcome=given"]
    entered = typed("RS", "officer", "message", "came", *came, "--area", "firearms", "--attach", str(scan), "--send")
    assert entered.endswith(" read\n")
    thread = typed("RS", "officer", "message", "read", message)
    assert "sent_by_hand, courier (Parcel 17)" in thread
    assert "attachment" in thread
    assert "done, contact_point" in thread
    draft = typed("RS", "officer", "message", "came", *came, "--area", "firearms").split()[0]
    assert typed("RS", "officer", "message", "enter", draft, code=3)
