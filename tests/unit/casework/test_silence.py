"""A silent non-answer: what the law withholds looks on the wire like what is not there."""

from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import Draft, collect
from egnatia.casework.lawful import record_facts
from egnatia.ledger.entry import Act
from egnatia.model.answer import Answer, Result
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import CountryCode

SEEKER = {"first_name": ("Arben",), "family_name": ("Gashi",), "birth_date": ("1990-01-01",)}


def heard(scene: Scene, **properties: tuple[str, ...]) -> tuple[Answer, int]:
    """Ask, and return the answer with the size of what came back."""
    scene.net.line.crossed.clear()
    [delivered] = scene.ask(properties=properties)
    assert delivered.answer
    return delivered.answer, len(scene.net.line.crossed[1][2])


def test_an_asylum_seeker_from_the_askers_country_is_nothing_that_can_be_shared(scene: Scene) -> None:
    protected = person("Arben", "Gashi", "1990-01-01", asylum_from=frozenset({CountryCode("SRB")}))
    collect(scene.al, scene.keeper, [protected])
    answer, _ = heard(scene, **SEEKER)
    assert answer.result is Result.NOTHING


def test_the_same_person_under_no_protection_is_a_hit(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Arben", "Gashi", "1990-01-01")])
    answer, _ = heard(scene, **SEEKER)
    assert answer.result is Result.HIT


def test_withheld_and_absent_have_the_same_form_and_size_and_so_has_a_hit(scene: Scene) -> None:
    absent, absent_size = heard(scene, **SEEKER)
    protected = person("Arben", "Gashi", "1990-01-01", asylum_from=frozenset({CountryCode("SRB")}))
    collect(scene.al, scene.keeper, [protected])
    withheld, withheld_size = heard(scene, **SEEKER)
    assert (withheld.result, withheld.hits, withheld.reasons) == (absent.result, absent.hits, absent.reasons)
    collect(scene.al, scene.keeper, [person("Arben", "Gashi", "1990-01-01")])
    hit, hit_size = heard(scene, **SEEKER)
    assert hit.result is Result.HIT
    assert absent_size == withheld_size == hit_size


def test_what_is_past_its_retention_is_not_told_of(scene: Scene) -> None:
    stale = person("Arben", "Gashi", "1990-01-01", retain_until=scene.net.clock.now().date().replace(year=2020))
    collect(scene.al, scene.keeper, [stale])
    answer, _ = heard(scene, **SEEKER)
    assert answer.result is Result.NOTHING


def test_an_unknown_role_is_treated_as_the_strictest(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Arben", "Gashi", "1990-01-01", role=SubjectRole.UNKNOWN)])
    answer, _ = heard(scene, **SEEKER)
    assert answer.result is Result.NOTHING


def test_people_who_may_not_be_told_of_do_not_crowd_out_who_may(scene: Scene) -> None:
    protected = person("Arben", "Gashi", "1990-01-01", asylum_from=frozenset({CountryCode("SRB")}))
    collect(scene.al, scene.keeper, [protected] * 12)
    collect(scene.al, scene.keeper, [person("Arben", "Gashi", "1990-01-01")])
    answer, _ = heard(scene, **SEEKER)
    assert len(answer.hits) == 1


def test_only_the_own_ledger_tells_withheld_from_absent(scene: Scene) -> None:
    protected = person("Arben", "Gashi", "1990-01-01", asylum_from=frozenset({CountryCode("SRB")}))
    [record] = collect(scene.al, scene.keeper, [protected])
    heard(scene, **SEEKER)
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(record.id, 10))
    assert (last.entry.act, last.entry.detail) == (
        Act.ANSWER,
        {"instrument": "pcc-see", "withheld": "1", "combined": "1"},
    )


def test_the_holder_of_a_vehicle_is_protected_too(scene: Scene) -> None:
    held = Draft(
        kind="vehicle",
        properties={"plate": ("AA 123 BB",), "registration_country": ("ALB",), "holder_birth_date": ("2012-05-05",)},
        caveat=caveat(SubjectRole.WITNESS),
    )
    [record] = collect(scene.al, scene.keeper, [held])
    facts = record_facts(record, scene.net.clock.now().date())
    assert (facts.role, facts.minor) == (SubjectRole.WITNESS, True)
