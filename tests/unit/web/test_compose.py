"""Writing a message at the desk: nothing that was typed is lost, and the law's word stands beside it."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, opened
from tests.unit.web.test_desk import net as net  # noqa: PLC0414 - the fixture of the desk

from egnatia.casework.rows import Role


def draft_of(desk: Desk, case: str) -> str:
    """Begin a draft; return the path of its form."""
    begun = {"partner": "AL", "sort": "information_request", "area": "drugs", "case": case}
    form = desk.send(desk.see("/messages"), "/messages", begun)
    found = re.search(r'action="(/messages/\w+/draft)"', form)
    assert found
    return found[1]


def filled(case: str, **fields: str) -> dict[str, str]:
    """Return the form of a lawful request."""
    return {
        "partner": "AL",
        "sort": "information_request",
        "area": "drugs",
        "case": case,
        "title": "Boats",
        "text": "Whose are they?",
        "f.facts": "Two boats.",
        "f.connection": "He drove the car.",
        "t0": "person",
        "t0.family_name": "Gradski",
        "t0.first_name": "Miroslav",
        "reason": "He lives there.",
        "role": "suspect",
        **fields,
    }


@pytest.mark.slow
def test_what_was_typed_is_kept_at_every_change(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    desk.send(
        desk.see(path),
        path.replace("draft", "check"),
        {"title": "half a sen", "f.facts": "line\r\nline", "t0": "ghost"},
    )
    page = desk.see(path)
    assert 'value="half a sen"' in page
    assert "line\nline</textarea>" in page
    assert "half a sen" in desk.see("/messages?tab=drafts")


@pytest.mark.slow
def test_the_law_says_what_is_missing_beside_the_form(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    check = path.replace("draft", "check")
    desk.browser.headers["hx-request"] = "true"
    page = desk.see(path)
    lacking = desk.send(page, check, filled(case, **{"f.connection": ""}))
    assert "What ties the person or thing to the case" in lacking
    assert "<html" not in lacking
    whole = desk.send(page, check, filled(case))
    assert "Nothing is missing." in whole
    assert "PCC SEE" in whole
    wrong = desk.send(page, check, filled(case, area="firearms", **{"f.recovery_date": "yesterday"}))
    assert "Recovered on" in wrong


@pytest.mark.slow
def test_what_cannot_be_sent_is_shown_with_what_stands_in_its_way(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path.replace("draft", "send"), filled(case, partner="XK"), 422)
    assert "no instrument carries such a message" in page
    assert 'value="Boats"' in page
    page = desk.send(page, path.replace("draft", "send"), filled(case, **{"t0.birth_date": "soon"}), 422)
    assert "Date of birth" in page


@pytest.mark.slow
def test_another_thing_is_described_and_left_out_again(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path, {**filled(case), "do": "thing", "another": "vehicle"})
    assert "t1.plate" in page
    assert "Told apart by" in page
    page = desk.send(page, path, {**filled(case), "t1": "vehicle", "drop1": "1"})
    assert "t1.plate" not in page


@pytest.mark.slow
def test_another_sort_has_other_fields(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path, filled(case, sort="fugitive_search", area="violence"))
    assert "f.warrant" in page
    assert "f.method" in page


@pytest.mark.slow
def test_a_minor_goes_to_a_second_person_who_approves(net: Network) -> None:
    case = opened(net)
    desk, chief = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.SUPERVISOR)
    path = draft_of(desk, case)
    message = path.removesuffix("/draft")
    page = desk.send(desk.see(path), f"{message}/send", filled(case, minor="1"))
    assert "a second person must approve it" in page
    assert "a second person must" in desk.send(page, f"{message}/sending", {}, 403)
    back = desk.send(page, f"{message}/taking-back", {})
    assert "Keep the draft" in back
    desk.send(back, f"{message}/send", filled(case, minor="1"))
    assert "on its way" in chief.send(chief.see(message), f"{message}/sending", {})


@pytest.mark.slow
def test_a_draft_is_left_and_thrown_away(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    assert "Boats" in desk.send(desk.see(path), path, {**filled(case), "do": "leave"})
    gone = desk.send(desk.see(path), path.replace("draft", "discarding"), {})
    assert "AL Boats" not in gone
    desk.see(path, 404)


def opened_form(page: str) -> dict[str, str]:
    """Return by what a form says when it was opened."""
    return dict(re.findall(r'name="(form|seen)" value="(\w+)"', page))


@pytest.mark.slow
def test_two_people_at_one_draft_overwrite_nothing_and_lose_nothing(net: Network) -> None:
    case = opened(net)
    one, two = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.OFFICER)
    path = draft_of(one, case)
    mine, theirs = one.see(path), two.see(path)
    one.send(mine, path, {**filled(case, text="From one", **{"f.facts": "Three."}), **opened_form(mine)})
    late = {**filled(case, text="From two"), **opened_form(theirs)}
    for act in ("draft", "check", "send"):
        told = two.send(theirs, path.replace("draft", act), late, 409)
        assert "somebody else changed this" in told
        assert "From two</textarea>" in told
        assert "Stands now: From one" in told
        assert "Stands now: Three." in told
    assert "From one</textarea>" in one.see(path)
    again = {**late, **opened_form(told)}
    assert "From two</textarea>" in two.send(told, path, again)


@pytest.mark.slow
def test_what_is_kept_by_itself_overwrites_nothing_either(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    mine, theirs = desk.see(path), desk.see(path)
    kept = {**filled(case, text="From one"), **opened_form(mine)}
    desk.send(mine, path.replace("draft", "check"), kept)
    desk.send(mine, path.replace("draft", "check"), {**kept, "text": "From one, further"})
    desk.browser.headers["HX-Request"] = "true"
    late = {**filled(case, text="From two"), **opened_form(theirs)}
    assert "somebody else changed this" in desk.send(theirs, path.replace("draft", "check"), late)
    del desk.browser.headers["HX-Request"]
    assert "From one, further</textarea>" in desk.see(path)
