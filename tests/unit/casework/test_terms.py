"""The keys under which a record is found are its engine's; kinds without an engine have none."""

from dataclasses import replace

from tests.unit.casework.conftest import Scene

from egnatia.casework.terms import terms_of
from egnatia.match.engines import ENGINES, engine_for
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record


def test_a_person_is_found_by_the_keys_of_the_names_engine(scene: Scene) -> None:
    found = terms_of(scene.record)
    engine = engine_for(KINDS["person"])
    assert engine
    assert found == engine.terms(KINDS["person"], scene.record.properties)
    assert found


def test_the_same_name_in_another_script_shares_a_key(scene: Scene) -> None:
    written: Record = replace(scene.record, properties={"first_name": ("Петар",), "family_name": ("Јовановић",)})
    assert terms_of(written) & terms_of(scene.record)


def test_a_kind_without_an_engine_has_no_keys(scene: Scene) -> None:
    event = replace(scene.record, kind="event", properties={"title": ("Arrest",)})
    assert "event" not in ENGINES
    assert terms_of(event) == frozenset()
