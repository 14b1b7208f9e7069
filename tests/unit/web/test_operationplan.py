"""Planning a controlled delivery at the desk: what is missing is said, and what was typed stays."""

import pytest
from tests.unit.web.test_operation import Scene
from tests.unit.web.test_operation import scene as scene  # noqa: PLC0414 - the fixture of the desks


@pytest.mark.slow
def test_what_is_missing_to_plan_is_said_and_what_was_typed_stays(scene: Scene) -> None:
    page = scene.officer.see("/operations/planning")
    refused = scene.officer.send(page, "/operations/planning", {**scene.form, "authorisation": ""}, 422)
    assert "TR: an authorisation" in refused
    assert "55 blue drums" in refused
    wrong = {**scene.form, "once": "ef" * 16, "country.1": "Turkey"}
    assert "country.1" in scene.officer.send(page, "/operations/planning", wrong, 422)
    wrong = {**scene.form, "once": "aa" * 16, "country.0": "TUR", "country.1": "TUR"}
    assert "different states" in scene.officer.send(page, "/operations/planning", wrong, 422)


@pytest.mark.slow
def test_a_changed_plan_wants_every_consent_anew(scene: Scene) -> None:
    path = scene.plan()
    scene.consent(scene.turkish, path, "TUR")
    form = scene.officer.see(f"/operations/planning?operation={path.split('/')[2]}")
    assert 'value="Deve Bair"' in form
    again = {**scene.form, "once": "bb" * 16, "operation": path.split("/")[2], "place.1": "Bogorodica"}
    page = scene.officer.send(form, "/operations/planning", again)
    assert "TUR: consent to entry, transit, exit" in page
    assert "plan 2" in page
