"""The own register is looked at before the country of origin is asked."""

from datetime import date

import pytest
from tests.unit.casework.conftest import WHY, Scene, person

from egnatia.casework.ask import ask, preview
from egnatia.casework.asylum import NO_REFUGE, refuge_in
from egnatia.casework.collect import collect
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.record import Record

ALBANIA = frozenset({CountryCode("ALB")})
_WORDS = "another partner: a person who seeks protection is never made known to the country of origin"


def seeker(scene: Scene, first: str = "Petar", family: str = "Jovanović", **fields: object) -> Record:
    """Put somebody on record in Belgrade who seeks protection from Albania."""
    clerk = scene.net.person("RS", "clerk", Role.OFFICER)
    [record] = collect(scene.rs, clerk, [person(first, family, **{"asylum_from": ALBANIA, **fields})])  # type: ignore[arg-type]
    return record


def test_who_is_on_record_as_seeking_protection_is_not_asked_about_there(scene: Scene) -> None:
    assert preview(scene.rs, scene.officer, scene.enquiry())[0].question
    seeker(scene)
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry())
    assert prospect.question is None
    assert prospect.decision.words == (_WORDS,)


def test_nothing_of_it_crosses_and_the_log_names_the_record(scene: Scene) -> None:
    record = seeker(scene)
    assert scene.ask() == []
    assert scene.net.line.crossed == []
    [logged] = scene.rs.store.read(lambda tx: tx.ledger.trail(scene.case.id, 10))
    assert (logged.entry.act, logged.entry.to) == (Act.DECISION, "AL")
    assert record.id in logged.entry.about


def test_a_watch_is_not_set_up_there_either(scene: Scene) -> None:
    seeker(scene)
    asked = ask(scene.rs, scene.officer, scene.enquiry(watch_days=30))
    assert asked.letters == ()


def test_nor_does_danger_to_life_open_it(scene: Scene) -> None:
    seeker(scene)
    assert ask(scene.rs, scene.officer, scene.enquiry(break_glass="He is held on a boat")).letters == ()


def test_other_partners_may_be_asked(scene: Scene) -> None:
    seeker(scene, asylum_from=frozenset({CountryCode("XKX")}))
    [prospect] = preview(scene.rs, scene.officer, scene.enquiry(partners={NodeId("AL"): WHY}))
    assert prospect.question


@pytest.mark.parametrize(
    "fields",
    [
        {"first": "Vukašin", "family": "Obradović"},
        {"born": "1959-11-30"},
        {"asylum_from": frozenset[CountryCode]()},
        {"retain_until": date(2026, 1, 1)},
    ],
    ids=["another name", "a namesake", "seeks none", "past its retention"],
)
def test_what_does_not_fit_or_count_closes_nothing(scene: Scene, fields: dict[str, object]) -> None:
    seeker(scene, **fields)  # type: ignore[arg-type]
    assert preview(scene.rs, scene.officer, scene.enquiry())[0].question


def test_kinds_that_nothing_compares_have_no_refuge(scene: Scene) -> None:
    asked = {"finger": ("right_thumb",)}
    assert scene.rs.store.read(lambda tx: refuge_in(scene.rs, tx, "print", asked)) is NO_REFUGE
