"""What several states do together, in a real browser, by keyboard alone: a joint action day, a controlled delivery."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People, press, reach, write
from tests.browser.stage import Stage
from tests.browser.test_screens import deliver

from egnatia.casework.authorisation import Granting, authorise
from egnatia.model.authorisation import Measure

pytestmark = pytest.mark.slow


def day(stage: Stage, ahead: int = 0) -> str:
    """Return a day as an American keyboard types it into a field for days."""
    return f"{stage.net.clock.now() + timedelta(days=ahead):%m%d%Y}"


def filled(page: Page, said: dict[str, str]) -> None:
    """Fill fields in, each reached by the Tab key from the one before."""
    for field, words in said.items():
        write(page, f"[id='{field}']", words)


def test_a_joint_action_day_is_planned_joined_and_counted_by_keyboard(
    officer: Page, people: People, stage: Stage
) -> None:
    officer.goto(f"{stage.desks['RS']}/action-days/planning")
    said = {"title": "Spring", "begins": day(stage), "ends": day(stage), "coordination": "Room 12"}
    filled(officer, {**said, "priority-0": "Drug"})
    press(officer, "input[name=participants][value=MK]", "Space")
    write(officer, "#reason", "Drugs go west.")
    press(officer, "form[action='/action-days/planning'] p > button")
    expect(officer.locator("main")).to_contain_text("Room 12")
    deliver(stage)
    there = people.sit("MK", "officer.one")
    there.goto(f"{stage.desks['MK']}/action-days")
    press(there, "tbody a[href^='/action-days/']")
    write(there, "#unit", "operations centre")
    press(there, "form[action$='/parts'] button")
    write(there, "#reference", "MK:118")
    press(there, "form[action$='/results'] button")
    expect(there.locator("#live")).to_contain_text("MK:118")
    deliver(stage)
    officer.reload()
    expect(officer.locator("#live")).to_contain_text("operations centre")
    expect(officer.locator("#live")).to_contain_text("MK:118")


def allowed(stage: Stage) -> None:
    """Have a prosecutor in Belgrade allow the delivery."""
    today = stage.net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK,
        matter=stage.case.id,
        authority="Public Prosecutor, KT-17",
        begins=today,
        ends=today + timedelta(days=60),
        reason="to find who ordered it",
    )
    authorise(stage.net.offices["RS"], stage.people["RS", "prosecutor.one"], granting)


def planned_by_keyboard(officer: Page, stage: Stage) -> None:
    """Plan a delivery from Bulgaria to Serbia."""
    officer.goto(f"{stage.desks['RS']}/operations/planning")
    said = {"title": "Drums", "sort": "precursors", "description": "55 blue drums", "country.0": "BGR"}
    border = {"place.0": "Gradina", "day.0": day(stage), "contacts.0": "duty desks", "country.1": "SRB"}
    days = {"begins": day(stage), "ends": day(stage, 30), "decision": "The prosecutor in Belgrade decides."}
    filled(officer, {**said, **border, **days})
    reach(officer, "#authorisation")
    officer.keyboard.press("ArrowDown")
    write(officer, "#reason", "Nobody knows who ordered them.")
    press(officer, "form[action='/operations/planning'] p > button")
    expect(officer.locator("#live")).to_contain_text("Gradina")
    deliver(stage)


def consented_by_keyboard(people: People, stage: Stage, node: str) -> None:
    """Have a prosecutor consent for the own state."""
    prosecutor = people.sit(node, "prosecutor.one")
    prosecutor.goto(f"{stage.desks[node]}/operations")
    press(prosecutor, "tbody a[href^='/operations/']")
    for field in ("authority", "supervision"):
        write(prosecutor, f"form[action$='/consents'] [name={field}]", "Public Prosecutor")
    write(prosecutor, "form[action$='/consents'] [name=until]", day(stage, 30))
    write(prosecutor, "form[action$='/consents'] [name=reason]", "Case by case.")
    press(prosecutor, "form[action$='/consents'] p > button")
    expect(prosecutor.locator("#live")).to_contain_text("✓ Public Prosecutor")
    deliver(stage)


def test_a_controlled_delivery_is_planned_consented_to_and_started_by_keyboard(
    officer: Page, people: People, stage: Stage
) -> None:
    allowed(stage)
    planned_by_keyboard(officer, stage)
    for node in ("RS", "BG"):
        consented_by_keyboard(people, stage, node)
    officer.reload()
    write(officer, "form[action$='/start'] [name=reason]", "It left the depot.")
    press(officer, "form[action$='/start'] button")
    expect(officer.locator("#live")).to_contain_text("under way")
