"""`egnatia watch`: set up, seen, extended, withdrawn."""

import json

import pytest
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")

ABOUT = ("--first-name", "Nikog", "--family-name", "Nigdezić", "--birth-date", "1971-01-01", "--role", "suspect")
WHY = ("--case", "KT-1", "--to", "AL", "--why", "Found in a seized notebook.")


def test_a_watch_is_set_up_extended_and_withdrawn(typed: Type) -> None:
    said = typed("RS", "officer", "watch", "add", "person", *ABOUT, *WHY, "--days", "30")
    assert "nothing that can be shared" in said
    [found] = [row for row in json.loads(typed("RS", "officer", "watch", "list", "--json")) if row["state"] == "stands"]
    question = found["question"]
    assert question in typed("RS", "officer", "watch", "list")
    assert "stays until" in typed("RS", "officer", "watch", "extend", question, "--days", "60", "--reason", "not found")
    assert "stands" in typed("RS", "officer", "watch", "show", question)
    assert "Hits are shown to those who work" in typed("RS", "deputy", "watch", "show", question)
    assert question in typed("AL", "oversight", "watch", "held")
    assert "withdrawn" in typed("RS", "officer", "watch", "withdraw", question, "--reason", "found")
    assert '"state": "withdrawn"' in typed("RS", "officer", "watch", "show", question, "--json")


def test_what_is_no_watch_is_said_in_one_sentence(typed: Type) -> None:
    assert "no watch" in typed("RS", "officer", "watch", "show", "0" * 32, code=2)
    assert "days" in typed("RS", "officer", "watch", "add", "person", *ABOUT, *WHY, "--days", "400", code=2)
    typed("RS", "officer", "watch", "held", code=2)
