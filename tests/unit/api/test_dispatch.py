"""Messages over the socket: kept, checked, sent, read; with the faults that programs are told."""

from typing import Any

from tests.unit.api.conftest import Desk

from egnatia.casework.deliver import deliver_due

TYPED: dict[str, Any] = {
    "partner": "AL",
    "area": "drugs",
    "title": "Boats",
    "reason": "He lives there.",
    "role": "suspect",
    "facts": {"facts": ["Two boats."], "connection": ["He rented the berth."]},
    "things": [{"kind": "person", "properties": {"family_name": ["Gradski"], "first_name": ["Miroslav"]}}],
}


def written(desk: Desk, **fields: Any) -> str:  # noqa: ANN401 - any JSON
    """Keep a draft; return its id."""
    kept = desk.call(1).post("/v1/messages", json={**TYPED, "case": desk.case.id, **fields})
    assert kept.status_code == 201, kept.text
    return str(kept.json()["message"])


def test_a_message_is_kept_checked_sent_and_read(desk: Desk) -> None:
    message = written(desk)
    prospect = desk.call(1).get(f"/v1/messages/{message}/outlook").json()
    assert [way["instrument"] for way in prospect["ways"]] == ["pcc-see", "interpol-messages"]
    assert (prospect["missing"], prospect["due_at"]) == ([], None)
    assert {(one["node"], bool(one["person"])) for one in prospect["seen_by"]} == {("AL", False), ("RS", True)}
    sent = desk.call(1).post(f"/v1/messages/{message}/sending").json()
    assert sent == {"message": message, "sent": True, "instrument": "pcc-see", "missing": [], "by_hand": False}
    [shown] = desk.call(1).get(f"/v1/messages/{message}").json()
    assert shown["line"]["state"] == "sent"
    assert shown["says"]["facts"] == TYPED["facts"]


def test_a_message_goes_over(desk: Desk) -> None:
    message = written(desk)
    desk.call(1).post(f"/v1/messages/{message}/sending")
    deliver_due(desk.net.offices["RS"])
    [row] = desk.call(1).get("/v1/messages?received=false").json()["rows"]
    assert (row["message"], row["state"], row["late"]) == (message, "delivered", False)


def test_what_lacks_is_said_with_the_refusal(desk: Desk) -> None:
    message = written(desk, facts={})
    refused = desk.call(1).post(f"/v1/messages/{message}/sending")
    assert (refused.status_code, refused.json()["title"]) == (422, "NotLawful")
    assert refused.json()["missing"] == ["Facts of the case", "What ties the person or thing to the case"]


def test_a_draft_is_changed_taken_in_from_paper_and_thrown_away(desk: Desk) -> None:
    message = written(desk)
    whole = {**TYPED, "case": desk.case.id, "title": "Three boats"}
    assert changed(desk, message, seen(desk, message), whole).json()["state"] == "draft"
    form = desk.call(1).get(f"/v1/messages/{message}/form").json()
    again = desk.call(1).post("/v1/messages/forms", json=form).json()["message"]
    [shown] = desk.call(1).get(f"/v1/messages/{again}").json()
    assert shown["says"]["title"] == "Three boats"
    assert desk.call(1).delete(f"/v1/messages/{again}").status_code == 204
    assert desk.call(1).get(f"/v1/messages/{again}").status_code == 404


def seen(desk: Desk, message: str) -> str:
    """Read how a draft stands."""
    [shown] = desk.call(1).get(f"/v1/messages/{message}").json()
    return str(shown["seen"])


def changed(desk: Desk, message: str, read: str, whole: dict[str, Any]) -> Any:  # noqa: ANN401 - of a test client
    """Change a draft as it was read."""
    return desk.call(1).post(f"/v1/messages/{message}/draft?seen={read}", json=whole)


def test_a_draft_that_another_program_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    message = written(desk)
    first, second = ({**TYPED, "case": desk.case.id, "title": title} for title in ("Three boats", "Four boats"))
    read = seen(desk, message)
    kept = changed(desk, message, read, first)
    late = changed(desk, message, read, second)
    assert (late.status_code, late.json()["title"]) == (409, "Overtaken")
    [stands] = desk.call(1).get(f"/v1/messages/{message}").json()
    assert (stands["says"]["title"], stands["seen"]) == ("Three boats", kept.json()["seen"])
    assert changed(desk, message, stands["seen"], second).status_code == 200


def test_whoever_changes_a_draft_says_what_was_read(desk: Desk) -> None:
    message = written(desk)
    refused = desk.call(1).post(f"/v1/messages/{message}/draft", json={**TYPED, "case": desk.case.id})
    assert refused.status_code == 422


def test_what_was_sent_is_no_draft_to_be_seen(desk: Desk) -> None:
    message = written(desk)
    desk.call(1).post(f"/v1/messages/{message}/sending")
    [shown] = desk.call(1).get(f"/v1/messages/{message}").json()
    assert shown["seen"] is None


def test_unknown_fields_are_refused(desk: Desk) -> None:
    refused = desk.call(1).post("/v1/messages", json={**TYPED, "case": desk.case.id, "colour": "blue"})
    assert (refused.status_code, refused.json()["title"]) == (422, "Parse")


def test_what_is_due_is_a_list(desk: Desk) -> None:
    assert desk.call(1).get("/v1/messages/due").json() == []


def test_how_clocks_were_kept_is_a_list_for_who_supervises(desk: Desk) -> None:
    asked = {"first": "2026-01", "last": "2026-12"}
    assert desk.call(4).get("/v1/messages/clocks", params=asked).json() == []
    assert desk.call(1).get("/v1/messages/clocks", params=asked).status_code == 403
