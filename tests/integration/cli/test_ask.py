"""Asking as people type it: whom, why each of them, and what comes back."""

import re

import pytest
from tests.integration.cli.conftest import ASK
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")


_ID = re.compile(r"\b[0-9a-f]{32}\b")


def test_a_dry_run_says_whom_it_would_ask_and_asks_nobody(typed: Type) -> None:
    before = typed("RS", "officer", "question", "list", "--json")
    told = typed("RS", "officer", *ASK, "--to", "AL,XK", "--because", "XK=He has a house in Prizren.", "--dry-run")
    assert "AL        asked under pcc-see" in told
    assert "XK        not asked; missing:" in told
    assert typed("RS", "officer", "question", "list", "--json") == before


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ((), "partners: AL, XK have one and the same reason"),
        (("--because", "AL=His name was found in a seized notebook."), "partners: AL, XK have one and the same reason"),
        (("--why", ""), "say why AL, XK should know: --because AL=WHY"),
        (("--because", "AL=a", "--because", "XK=b", "--same-because", "c"), "same_because: no two"),
    ],
)
def test_a_broadcast_needs_a_reason_for_each(typed: Type, reasons: tuple[str, ...], words: str) -> None:
    before = typed("RS", "officer", "question", "list", "--json")
    assert words in typed("RS", "officer", *ASK, "--to", "AL,XK", *reasons, code=2)
    assert typed("RS", "officer", "question", "list", "--json") == before


def test_one_reason_for_several_is_taken_with_why_it_holds_for_all(typed: Type) -> None:
    because = ("--same-because", "Nobody saw by which crossing he left.")
    assert "asked under pcc-see" in typed("RS", "officer", *ASK, "--to", "AL,XK", *because, "--dry-run")


def test_no_lawful_partner_ends_with_the_code_of_the_law(typed: Type) -> None:
    assert "the law lets none" in typed("RS", "officer", *ASK, "--to", "XK", code=3)


def test_a_name_in_one_script_finds_the_person_in_another_without_any_of_its_data(typed: Type) -> None:
    told = typed("RS", "officer", *ASK, "--to", "AL")
    assert "AL        hit" in told
    assert _ID.search(told)
    assert "Petar" not in told
