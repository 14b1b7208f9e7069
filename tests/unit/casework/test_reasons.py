"""Why each partner is asked."""

import pytest
from tests.unit.casework.conftest import WHY, Scene

from egnatia.casework.ask import ask, preview
from egnatia.casework.reasons import reasons_for, sharing
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId

AL, ME, XK = NodeId("AL"), NodeId("ME"), NodeId("XK")
BECAUSE = "He left by one of the two crossings, and nobody knows by which."


def test_a_reason_of_its_own_is_read_as_it_was_typed() -> None:
    own = {AL: "His mother lives in Tirana.", XK: "His car was sold in Prizren."}
    assert reasons_for(own, "") == own


def test_one_reason_for_several_is_read_with_why_it_holds_for_all() -> None:
    typed = {AL: WHY, ME: "He has a house in Bar.", XK: WHY}
    assert reasons_for(typed, BECAUSE) == {AL: f"{WHY}\n{BECAUSE}", ME: typed[ME], XK: f"{WHY}\n{BECAUSE}"}


@pytest.mark.parametrize("other", [WHY, WHY.upper(), f"  {WHY} ", WHY.replace(" ", "  ")])
def test_one_reason_for_several_without_more_is_refused_and_they_are_named(other: str) -> None:
    with pytest.raises(ParseError, match=r"^partners: AL, XK have one and the same reason: give each its own"):
        reasons_for({AL: WHY, ME: "He has a house in Bar.", XK: other}, " ")


def test_what_holds_for_all_is_not_said_where_nothing_is_shared() -> None:
    with pytest.raises(ParseError, match=r"^same_because: no two"):
        reasons_for({AL: WHY}, BECAUSE)
    assert sharing({AL: WHY}) == frozenset()


@pytest.mark.parametrize(
    ("typed", "because", "path"),
    [
        ({AL: " "}, "", "partners.AL"),
        ({AL: WHY, XK: WHY}, "x" * 2001, "same_because"),
        ({AL: "x" * 1990, XK: "x" * 1990}, BECAUSE, "partners.AL"),
    ],
)
def test_a_reason_that_is_missing_or_too_long_is_named(typed: dict[NodeId, str], because: str, path: str) -> None:
    with pytest.raises(ParseError, match=f"^{path}: "):
        reasons_for(typed, because)


def test_a_broadcast_without_a_reason_for_each_is_neither_shown_nor_sent(scene: Scene) -> None:
    broadcast = scene.enquiry(partners={AL: WHY, XK: WHY})
    for act in (preview, ask):
        with pytest.raises(ParseError, match="AL, XK"):
            act(scene.rs, scene.officer, broadcast)
    assert scene.rs.store.read(lambda tx: tx.outbox.open()) == ()


def test_both_sides_know_why_one_reason_was_given_to_several_and_the_log_marks_it(scene: Scene) -> None:
    asked = ask(scene.rs, scene.officer, scene.enquiry(partners={AL: WHY, XK: WHY}, same_because=BECAUSE))
    [question] = [found.question for found in asked.prospects if found.question]
    assert question.necessity == f"{WHY}\n{BECAUSE}"
    [logged] = scene.rs.store.read(lambda tx: tx.ledger.trail(question.id, 9))
    assert logged.entry.detail == {"instrument": "pcc-see", "what": "asked", "reason": "shared"}
