"""A silent non-answer: what the law withholds looks on the wire like what is not there."""

from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import collect
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
