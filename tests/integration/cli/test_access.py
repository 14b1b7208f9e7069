"""Requests of people concerned, from the command line."""

import json
from pathlib import Path

from tests.integration.conftest import Type

WHO = ("Petar Jovanović", "--first-name", "Petar", "--family-name", "Jovanović", "--address", "Harbour Street 1")


def test_a_request_is_taken_in_looked_through_decided_and_answered(typed: Type, tmp_path: Path) -> None:
    told = typed("AL", "supervisor", "access", "open", *WHO, "--proof", "none")
    request = told.split()[1].rstrip(",")
    assert request in typed("AL", "oversight", "access", "list")
    assert "nobody has checked" in typed("AL", "deputy", "access", "search", request, code=2)
    shown = ("--proof", "in_person", "--shown", "passport BA1234567")
    assert "somebody else" in typed("AL", "supervisor", "access", "identify", request, *shown)
    assert "four eyes" in typed("AL", "supervisor", "access", "search", request, code=2)
    searched = json.loads(typed("AL", "deputy", "access", "search", request))
    found = searched["candidates"]
    look = ("access", "look", request, found[0]["id"], "--reason", "Is it the same man?")
    assert json.loads(typed("AL", "deputy", *look))["record"] == found[0]["record"]
    words = ("--tell", "all", "--reason", "Nothing speaks against it.")
    for one in found:
        typed("AL", "deputy", "access", "decide", request, one["id"], *words)
    for one in searched["asked"]:  # others ask here too, in whatever order tests are run
        typed("AL", "deputy", "access", "decide", request, one["id"], *words, "--opinion", "agrees")
    file = tmp_path / "letter.html"
    assert "draft" in typed("AL", "deputy", "access", "close", request, "--to", str(file), "--draft")
    file.unlink()
    assert "told" in typed("AL", "deputy", "access", "close", request, "--to", str(file))
    assert "Jovanoviq" in file.read_text("utf-8")
    assert "told" in typed("AL", "oversight", "access", "list")


def test_what_cannot_be_done_ends_in_one_sentence(typed: Type, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("x")
    assert "no request" in typed("AL", "supervisor", "access", "search", "0" * 32, code=2)
    assert "exists already" in typed("AL", "supervisor", "access", "close", "0" * 32, "--to", str(there), code=2)
    assert "neither a name nor a document" in typed(
        "AL", "supervisor", "access", "open", "X", "--address", "Y", "--proof", "none", code=2
    )
    assert "may not" in typed("AL", "officer", "access", "list", code=2)
