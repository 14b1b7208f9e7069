"""`egnatia action-day`: typed at a node that runs; what is wrong is said in one sentence."""

from datetime import UTC, datetime

from tests.integration.conftest import Type

TODAY = datetime.now(UTC).date().isoformat()


def test_one_is_planned_counted_shown_and_closed(typed: Type) -> None:
    opening = ("--title", "Rifles", "--purpose", "criminal_investigation", "--offence", "firearms_trafficking")
    typed("RS", "supervisor", "case", "open", "AD-1", *opening, "--members", "officer")
    plan = ("action-day", "plan", "Spring", "--case", "AD-1", "--priorities", "firearms_trafficking", "--begins", TODAY)
    rest = ("--ends", "2099-12-31", "--coordination", "Room 12", "--reason", "rifles go west", "--guests", "Frontex")
    assert "more than 31 days" in typed("RS", "officer", *plan, *rest, "--participants", "AL", code=2)
    days = ("--ends", TODAY, *rest[2:], "--participants", "al")
    operation = typed("RS", "officer", *plan, *days).split()[1].rstrip(",")
    where = ("--priority", "firearms_trafficking", "--country", "srb", "--day", TODAY)
    result = ("action-day", "result", operation)
    typed("RS", "officer", *result, "check", "1240", *where)
    seized = ("--goods", "firearms", "--amount", "2", "--measured", "pieces", "--reference", "rs:ku-118")
    made = typed("RS", "officer", *result, "seizure", "1", *where, *seized).split()[2].rstrip(";")
    assert "a colon and the number" in typed("RS", "officer", *result, "hit", "1", *where, "--reference", "Ana", code=2)
    shown = typed("RS", "officer", "action-day", "show", operation)
    assert "1 seizure of firearms (2 pieces), firearms_trafficking [RS:KU-118]" in shown
    assert "not said that it takes part" in shown
    typed("RS", "officer", "action-day", "take-back", operation, made, "--because", "figure")
    assert "1240" in typed("RS", "officer", "action-day", "list")
    assert "does not work in" in typed("RS", "prosecutor", "action-day", "close", operation, code=2)
    typed("RS", "officer", "action-day", "close", operation)
    assert '"closed"' in typed("RS", "officer", "action-day", "show", operation, "--json")
