import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.drawn import asked_of

from egnatia.match.engine import Properties
from egnatia.match.records.things import ThingEngine
from egnatia.match.scores import Score
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE = ThingEngine()
COMPANY, VEHICLE, DOCUMENT = KINDS["organisation"], KINDS["vehicle"], KINDS["document"]
VARDAR: Properties = {"name": ("Вардар Транс ДООЕЛ",)}
NUMBERED: Properties = {"name": ("Vardar Trans d.o.o.",), "registration_number": ("4080012500000",)}
GOLF: Properties = {
    "plate": ("BG123AB",), "registration_country": ("SRB",), "make": ("VW",), "commercial_type": ("Golf",),
    "colour": ("бела",), "first_registration": ("2011-03-04",),
}  # fmt: skip
THINGS = st.sampled_from([COMPANY, VEHICLE, DOCUMENT])


def company(name: str, other: str, *, exact: bool = False) -> Quality | None:
    return ENGINE.score(COMPANY, {"name": (name,)}, {"name": (other,)}, exact=exact).quality


def vehicles(one: Properties, other: Properties, *, exact: bool = False) -> Score:
    return ENGINE.score(VEHICLE, one, other, exact=exact)


# ---- organisations ----


@pytest.mark.parametrize(
    ("name", "quality"),
    [
        ("Vardar Trans d.o.o.", Quality.CLOSE), ("Trans Vardar", Quality.CLOSE), ("Vardar", Quality.POSSIBLE),
        ("Vardar Prom", None), ("Dunav Trans", None),
    ],
)  # fmt: skip
def test_companies_are_compared_by_all_words_but_the_legal_form(name: str, quality: Quality | None) -> None:
    assert company("Вардар Транс ДООЕЛ", name) is quality


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Друштво за производство и трговија ПЕЛИСТЕР ТРАНС ДООЕЛ увоз-извоз", "Pelister Trans"),
        ("Εμπορική Εταιρεία Αιγαίο Μεταφορές Ε.Π.Ε.", "Aigaio Metafores"),
        ("Özdemir Nakliyat Sanayi ve Ticaret Limited Şirketi", "OZDEMIR NAKLIYAT LTD STI"),
        ("ТОВ «Карпати Логістик»", "Karpaty Logistyk LLC"),
        ("Shoqëria tregtare Dajti Transport me përgjegjësi të kufizuar", "DAJTI TRANSPORT SHPK"),
        ("S.C. Petrol Dunărea S.R.L.", "Petrol Dunarea"),
    ],
)
def test_legal_forms_spelled_out_in_any_language_do_not_count(name: str, other: str) -> None:
    assert company(name, other) is Quality.CLOSE


def test_an_acronym_is_a_possible_hit_and_two_of_them_are_none() -> None:
    assert company("ЈП Електропривреда Црне Горе", "ECG") is Quality.POSSIBLE
    assert company("Elektroprivreda Crne Gore (EPCG)", "EPCG") is Quality.POSSIBLE
    assert company("Balkan Trans Centar", "Bosna Turist Centar") is None
    asked, found = {"name": ("ECG",)}, {"name": ("Elektroprivreda Crne Gore",)}
    assert ENGINE.probes(COMPANY, asked, exact=False) & ENGINE.terms(COMPANY, found)


def test_exactly_means_no_word_too_many() -> None:
    assert company("Вардар Транс ДООЕЛ", "Vardar Trans", exact=True) is Quality.CLOSE
    missed = ENGINE.score(COMPANY, VARDAR, {"name": ("Vardar Trans Balkan",)}, exact=True)
    assert (missed.quality, missed.near) == (None, True)


def test_a_company_is_fully_known_by_its_number() -> None:
    assert ENGINE.score(COMPANY, NUMBERED, NUMBERED, exact=True).quality is Quality.FULL
    assert ENGINE.score(COMPANY, NUMBERED, VARDAR, exact=False).quality is Quality.CLOSE


def test_another_name_costs_a_class_and_in_exact_questions_the_hit() -> None:
    renamed = {**NUMBERED, "name": ("Pelister Petrol",)}
    assert ENGINE.score(COMPANY, NUMBERED, renamed, exact=False).quality is Quality.CLOSE
    assert ENGINE.score(COMPANY, NUMBERED, renamed, exact=True).quality is None


def test_another_number_makes_a_name_doubtful() -> None:
    other = {**NUMBERED, "registration_number": ("7777777",)}
    assert ENGINE.score(COMPANY, NUMBERED, other, exact=False).quality is Quality.POSSIBLE
    assert ENGINE.score(COMPANY, NUMBERED, other, exact=True).quality is None


# ---- vehicles ----


def test_what_a_car_looks_like_counts_beside_its_plate() -> None:
    english = {**GOLF, "plate": ("BG 123-AB",), "make": ("Volkswagen",), "colour": ("white",)}
    other: Properties = {"plate": ("BG123AB",), "make": ("Ford",), "commercial_type": ("Focus",), "colour": ("black",)}
    assert vehicles(GOLF, english).quality is Quality.FULL
    assert vehicles(GOLF, other).quality is Quality.CLOSE
    assert {item.property: item.score for item in vehicles(GOLF, other).evidence}["make"] == 0.0


def test_a_chassis_number_stays_when_a_car_is_registered_elsewhere() -> None:
    one: Properties = {"vin": ("WVWZZZ1JZ3W386752",), "registration_country": ("SRB",)}
    assert vehicles(one, {**one, "registration_country": ("ALB",)}, exact=True).quality is Quality.FULL


@pytest.mark.parametrize("exact", [True, False])
def test_a_plate_of_another_country_is_no_hit(*, exact: bool) -> None:
    score = vehicles(GOLF, {**GOLF, "registration_country": ("HRV",)}, exact=exact)
    assert score.quality is None
    assert any("another country" in item.why for item in score.evidence)


def test_look_alikes_are_close_at_most_and_a_stolen_plate_is_doubtful() -> None:
    assert vehicles(GOLF, {**GOLF, "plate": ("8G I23-A8",)}).quality is Quality.CLOSE
    assert vehicles(GOLF, {**GOLF, "plate": ("8G I23-A8",)}, exact=True).quality is None
    one, other = ({**GOLF, "vin": (vin,)} for vin in ("WVWZZZ1JZ3W386752", "WVWZZZ1JZ3W999999"))
    assert vehicles(one, other, exact=True).quality is Quality.POSSIBLE
    assert vehicles(one, other).quality is Quality.POSSIBLE


def test_a_car_is_not_found_by_its_looks() -> None:
    looks = {name: values for name, values in GOLF.items() if name not in {"plate", "registration_country"}}
    assert vehicles(looks, looks).quality is None


# ---- documents ----


def test_a_paper_of_another_type_with_the_number_is_doubted() -> None:
    one: Properties = {"number": ("001234567",), "issuing_country": ("SRB",), "type": ("passport",)}
    assert ENGINE.score(DOCUMENT, one, one, exact=False).quality is Quality.FULL
    assert ENGINE.score(DOCUMENT, one, {**one, "type": ("identity_card",)}, exact=False).quality is Quality.CLOSE
    assert ENGINE.score(DOCUMENT, one, {**one, "number": ("001234568",)}, exact=False).quality is None
    assert ENGINE.score(DOCUMENT, one, {**one, "issuing_country": ("HRV",)}, exact=False).quality is None


# ---- all ----


@pytest.mark.slow
@given(data=st.data(), exact=st.booleans())
def test_the_score_is_symmetric_and_bounded(*, data: st.DataObject, exact: bool) -> None:
    kind = data.draw(THINGS)
    one, other = data.draw(asked_of(kind)), data.draw(asked_of(kind))
    there, back = (ENGINE.score(kind, *pair, exact=exact) for pair in ((one, other), (other, one)))
    assert (there.value, there.quality) == (back.value, back.quality)
    assert 0.0 <= there.value <= 1.0


def test_without_anything_to_compare_there_is_no_evidence() -> None:
    assert ENGINE.score(COMPANY, {}, VARDAR, exact=False).evidence == ()
    assert ENGINE.terms(COMPANY, {}) == frozenset()
