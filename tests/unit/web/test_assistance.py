"""Legal assistance at the desk: the checklist of the instrument stands beside the form."""

from tests.twins.network import Network, network
from tests.unit.web.test_compose import draft_of, filled
from tests.unit.web.test_desk import Desk, opened
from tests.unit.web.test_desk import net as net  # noqa: PLC0414 - the fixture of the desk

from egnatia.casework.rows import Role


def test_the_form_stands_in_sections_and_the_checklist_follows_what_is_typed(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    form = filled(case, sort="legal_assistance")
    page = desk.send(desk.see(path), path, form)
    assert page.index("A. Who asks whom") < page.index("G. Grounds") < page.index("L. Validation")
    assert 'href="#f.requesting_authority"' in page
    more = {"f.requesting_authority": "Court in Belgrade", "f.measure": "temporary_transfer"}
    desk.browser.headers["hx-request"] = "true"
    part = desk.send(page, path.replace("draft", "check"), {**form, **more})
    assert "<html" not in part
    line = part[part.index("f.requesting_authority") - 120 : part.index("f.requesting_authority")]
    assert "filled in" in line
    assert 'href="#f.consent_of_person"' in part
    assert "SEEPAG" in part
    # In the checklists, and not once more among what is missing.
    assert part.count("Assistance that is wanted") == part.count('href="#f.assistance"') > 0
    assert "political offence" in part


def test_an_order_that_does_not_bind_the_two_says_what_does(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path, filled(case, sort="legal_assistance", instrument="eio"))
    assert "does not bind the two" in page
    assert "Take:" in page
    assert 'value="eio" selected' in page


def test_other_messages_have_no_such_checklist(net: Network) -> None:
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    page = desk.see(draft_of(desk, case))
    assert "What the instrument wants" not in page
    assert 'id="instrument"' not in page


def test_what_the_two_agreed_beside_a_convention_stands_in_its_checklist_with_how_sure_it_is() -> None:
    net = network("RS", "AL", "HR")
    case = opened(net)
    desk = Desk(net, "RS", Role.OFFICER)
    path = draft_of(desk, case)
    page = desk.send(desk.see(path), path, filled(case, sort="legal_assistance", partner="HR"))
    assert "Croatia and Serbia on legal assistance" in page
    assert "not read in a public source (M-low): check it" in page
    assert "nobody found since when it is in force" in page
    assert "Between the two, besides" not in desk.send(page, path, filled(case, sort="legal_assistance"))
