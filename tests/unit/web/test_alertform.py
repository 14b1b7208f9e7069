"""Proposing an alert at the desk: what is missing is said, and what was typed stays."""

import pytest
from tests.unit.web.test_alert import Scene
from tests.unit.web.test_alert import scene as scene  # noqa: PLC0414 - the fixture of the desks


@pytest.mark.slow
def test_what_is_missing_is_said_and_what_was_typed_stays(scene: Scene) -> None:
    page = scene.officer.see("/alerts/proposing?kind=person")
    refused = scene.officer.send(page, "/alerts/proposing", {**scene.form, "say.warrant": ""}, 422)
    assert "warrant" in refused
    assert "he shot at two people" in refused
    nobody = scene.officer.send(page, "/alerts/proposing", {**scene.form, "once": "bb" * 16, "because.AL": ""}, 422)
    assert "nobody is told" in nobody
    wrong = {**scene.form, "once": "cc" * 16, "until": "soon"}
    assert "Until (the last day):" in scene.officer.send(page, "/alerts/proposing", wrong, 422)


@pytest.mark.slow
def test_the_form_offers_what_fits_the_record_and_no_body_to_tell(scene: Scene) -> None:
    page = scene.officer.see("/alerts/proposing?kind=vehicle")
    assert "Stolen vehicle" in page
    assert "Wanted person" not in page
    assert "because.AL" in page
    assert "because.SELEC" not in page


@pytest.mark.slow
def test_the_page_of_an_own_record_leads_to_the_form(scene: Scene) -> None:
    page = scene.officer.see(f"/records/{scene.record.id}?case={scene.form['case']}")
    assert f"/alerts/proposing?kind=person&amp;record={scene.record.id}" in page
