import os
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.drawn import asked_of
from tests.unit.match.names.cast import PEOPLE, person

from egnatia.match.engine import Properties
from egnatia.match.records.engine import RecordEngine
from egnatia.match.records.things import ThingEngine
from egnatia.match.scores import Score
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE, COMPANIES = RecordEngine(), ThingEngine()
PERSON, REPORT, COMPANY = KINDS["person"], KINDS["missing_report"], KINDS["organisation"]
RUBBISH = [
    "",
    " ",
    "\0",
    "😀" * 5000,
    "\u202eabc\u202c",
    "A " * 5000,
    "Ж" * 10_000,
    "ﷺ" * 10_000,
    "\ud800",
    "x-" * 5000,
    "国" * 9000,
]
#: Seconds, far above what it takes and far below a slow path; kernels that are not compiled, for coverage, take longer.
LIMIT = 10 if os.environ.get("NUMBA_DISABLE_JIT") else 2
BORN = "1985-04-12"


def score(asked: Properties, found: Properties, *, exact: bool = False) -> Score:
    return ENGINE.score(PERSON, asked, found, exact=exact)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_spelling_of_a_person_is_a_hit_for_every_other(who: str) -> None:
    pairs = combinations([person(*name) for name in PEOPLE[who]], 2)
    assert [(one, other) for one, other in pairs if score(one, other).quality is None] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_with_the_day_of_birth_most_are_full_or_close(who: str) -> None:
    first, *others = [person(*name, birth_date=BORN) for name in PEOPLE[who]]
    assert all(score(first, other).quality in {Quality.FULL, Quality.CLOSE} for other in others)


@pytest.mark.parametrize(("one", "other"), list(combinations(PEOPLE, 2)))
def test_different_people_are_no_hits(one: str, other: str) -> None:
    pairs = [(person(*mine), person(*yours)) for mine in PEOPLE[one] for yours in PEOPLE[other]]
    assert [pair for pair in pairs if score(*pair).quality] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("Petar", "Jovanović"), ("Marko", "Jovanović")),
        (("Petar", "Jovanović"), ("Petar", "Nikolić")),
        (("Ana", "Kos"), ("Iva", "Kos")),
        (("Δημήτρης", "Παππάς"), ("Γιώργος", "Παππάς")),
    ],
)
def test_sharing_one_word_is_no_hit(asked: tuple[str, str], found: tuple[str, str]) -> None:
    assert score(person(*asked), person(*found)).quality is None


@pytest.mark.parametrize("first", ["Агрон", "Ardian"])
def test_a_similar_forename_is_a_possible_hit_at_most(first: str) -> None:
    assert score(person("Arben", "Hoxha"), person(first, "Hoxha")).quality in {None, Quality.POSSIBLE}


def test_a_full_hit_needs_the_day_of_birth() -> None:
    petar = person("Petar", "Jovanović")
    assert score(petar, petar).quality is Quality.CLOSE
    assert score(petar | {"birth_date": (BORN,)}, person("Петар", "Јовановић", birth_date=BORN)).quality is Quality.FULL
    assert score(petar | {"birth_date": ("1985",)}, petar | {"birth_date": (BORN,)}).quality is Quality.CLOSE


def test_another_day_of_birth_is_another_person() -> None:
    petar = person("Petar", "Jovanović", birth_date=BORN)
    assert score(petar, petar | {"birth_date": ("1961-10-30",)}).quality is None
    assert score(petar, petar | {"birth_date": ("1985-12-04",)}).quality is Quality.CLOSE


def test_namesakes_of_one_day_are_no_full_hit_if_sex_place_or_parents_differ() -> None:
    petar = person("Petar", "Jovanović", birth_date=BORN, sex="male", birth_place="Niš", father_name="Ivan")
    assert score(petar, petar).quality is Quality.FULL
    for other in ({"sex": ("female",)}, {"birth_place": ("Subotica",)}, {"father_name": ("Vlatko",)}):
        assert score(petar, petar | other).quality is Quality.CLOSE
    assert score(petar, petar | {"sex": ("female",), "birth_place": ("Subotica",)}).quality is Quality.POSSIBLE


def test_a_number_says_more_than_a_place_that_differs() -> None:
    petar = person("Petar", "Jovanović", birth_date=BORN, birth_place="Niš", national_number="1204985730010")
    assert score(petar, petar | {"birth_place": ("Subotica",)}).quality is Quality.FULL


def test_one_word_alone_is_a_possible_hit_and_with_the_day_a_better_one() -> None:
    alone: dict[str, tuple[str, ...]] = {"family_name": ("Jovanović",)}
    petar = person("Петар", "Јовановић", birth_date=BORN)
    assert score(alone, petar).quality is Quality.POSSIBLE
    assert score(alone | {"birth_date": (BORN,)}, petar).quality is Quality.FULL


def test_exact_means_the_same_words_and_no_other_date() -> None:
    petar = person("Petar", "Jovanović", birth_date=BORN)
    assert score(petar, person("Петар", "Јовановић", birth_date=BORN), exact=True).quality is Quality.FULL
    assert score(petar, person("Petar", "Jovanov", birth_date=BORN), exact=True).quality is None
    assert score(petar, person("Petar Marko", "Jovanović", birth_date=BORN), exact=True).quality is None
    assert score(petar, person("Petar", "Jovanović", birth_date="1985-12-04"), exact=True).quality is None


def test_a_score_explains_itself() -> None:
    found = score(person("Petar", "Jovanović", sex="male"), person("Πέταρ", "Γιοβάνοβιτς", sex="male"))
    assert [item.property for item in found.evidence] == ["first_name", "family_name", "sex"]
    assert found.engine == "records/1"
    assert all(item.why for item in found.evidence)


def test_missing_reports_and_companies_are_compared_too() -> None:
    petar = person("Petar", "Jovanović", birth_date=BORN)
    assert ENGINE.score(REPORT, petar, petar, exact=False).quality is Quality.FULL
    one, other = {"name": ("Вардар Транс ДООЕЛ",)}, {"name": ("Vardar Trans d.o.o.",)}
    assert COMPANIES.score(COMPANY, one, other, exact=True).quality is Quality.CLOSE
    assert COMPANIES.terms(COMPANY, one) & COMPANIES.probes(COMPANY, other, exact=False)
    assert not COMPANIES.terms(COMPANY, one) & ENGINE.terms(PERSON, {"full_name": one["name"]})


def test_a_question_without_a_name_finds_nobody() -> None:
    assert ENGINE.probes(PERSON, {"birth_date": (BORN,)}, exact=False) == frozenset()
    assert score({"birth_date": (BORN,)}, person("Petar", "Kos", birth_date=BORN)).evidence == ()


@pytest.mark.parametrize("name", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_scored_without_error_and_fast(name: str) -> None:
    rubbish = dict.fromkeys(
        ("first_name", "family_name", "full_name", "alias", "birth_date", "sex"), (name, name[::-1])
    )
    begun = time.process_time()
    ENGINE.terms(PERSON, rubbish)
    score(rubbish, person("Petar", "Kos"))
    score(rubbish, rubbish)
    assert time.process_time() - begun < LIMIT


@pytest.mark.slow
@given(asked_of(PERSON), asked_of(PERSON))
def test_the_score_is_symmetric_and_bounded(one: Properties, other: Properties) -> None:
    there, back = score(one, other), score(other, one)
    assert (there.value, there.quality) == (back.value, back.quality)
    assert 0.0 <= there.value <= 1.0


@given(st.sampled_from(sorted(PEOPLE)), st.data())
def test_what_the_same_values_say_does_not_change(who: str, data: st.DataObject) -> None:
    one, other = (person(*data.draw(st.sampled_from(PEOPLE[who])), birth_date=BORN) for _ in "ab")
    assert score(one, other) == score(dict(one), dict(other))
    assert ENGINE.terms(PERSON, one) == ENGINE.probes(PERSON, dict(one), exact=False)


def test_people_of_other_names_born_on_one_day_came_near() -> None:
    missed = score(person("Petar", "Jovanović", birth_date=BORN), person("Pavle", "Jovanović", birth_date=BORN))
    assert (missed.quality, missed.near) == (None, True)
    assert not score(person("Petar", "Jovanović", birth_date=BORN), person("Pavle", "Kos")).near


def test_a_number_a_place_and_parents_count_beside_the_name() -> None:
    alone = score(person("Petar", "Kos"), person("Petar", "Kos")).value
    more = {"father_name": "Marko", "birth_place": "Niš", "document_number": "L898902"}
    assert score(person("Petar", "Kos", **more), person("Петар", "Кос", **more)).value > alone
    assert score(person("Petar", "Kos", father_name="Marko"), person("Petar", "Kos", father_name="Ilija")).value < alone


def test_people_of_one_name_are_told_apart_by_the_date_unless_a_number_agrees() -> None:
    same = {"sex": "male", "nationality": "SRB", "father_name": "Marko"}
    one, other = (
        person("Petar", "Kos", birth_date=BORN, **same),
        person("Petar", "Kos", birth_date="1961-10-30", **same),
    )
    assert score(one, other).quality is None
    assert score(one | {"document_number": ("L1",)}, other | {"document_number": ("L-1",)}).quality is Quality.CLOSE
    assert score(one | {"document_number": ("L1",)}, other | {"document_number": ("L2",)}).quality is None


def test_nobody_is_fully_known_by_the_day_that_stands_for_unknown() -> None:
    petar = person("Petar", "Jovanović", birth_date="1985-01-01")
    assert score(petar, petar).quality is Quality.CLOSE
