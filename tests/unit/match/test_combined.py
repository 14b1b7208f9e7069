import pytest

from egnatia.match.combined import Combined
from egnatia.match.engines import engine_for
from egnatia.match.identifiers.engine import IdentifierEngine
from egnatia.match.words.engine import WordEngine
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE = Combined((IdentifierEngine(), WordEngine()))
VESSEL = KINDS["vessel"]
NIKOLA: dict[str, tuple[str, ...]] = {"name": ("Sveti Nikola",), "imo_number": ("9074729",)}


def test_all_engines_are_named() -> None:
    assert ENGINE.name == "identifiers/1+words/1"


def test_either_engine_finds() -> None:
    for name, values in NIKOLA.items():
        asked = {name: values}
        assert ENGINE.terms(VESSEL, NIKOLA) & ENGINE.probes(VESSEL, asked, exact=False)
        assert ENGINE.score(VESSEL, asked, NIKOLA, exact=False).quality


def test_agreement_of_all_keeps_the_best() -> None:
    score = ENGINE.score(VESSEL, NIKOLA, NIKOLA, exact=True)
    assert (score.quality, score.value) == (Quality.FULL, 1.0)
    assert {item.property for item in score.evidence} == {"name", "imo_number"}


def test_an_objection_costs_a_class_and_in_exact_questions_the_hit() -> None:
    renamed = NIKOLA | {"name": ("Jadranka",)}
    assert ENGINE.score(VESSEL, NIKOLA, renamed, exact=False).quality is Quality.CLOSE
    assert ENGINE.score(VESSEL, NIKOLA, renamed, exact=True).quality is None


def test_nothing_to_compare_is_no_hit() -> None:
    score = ENGINE.score(VESSEL, {"name": ("Nikola",)}, {"imo_number": ("1",)}, exact=False)
    assert (score.quality, score.value, score.evidence) == (None, 0.0, ())


def test_when_nothing_agrees_the_evidence_is_kept() -> None:
    score = ENGINE.score(VESSEL, NIKOLA, {"name": ("Jadranka",), "imo_number": ("77",)}, exact=False)
    assert score.quality is None
    assert len(score.evidence) == 2


# ---- serial number and make ------------------------------------------------------------------------------------------

PISTOL: dict[str, tuple[str, ...]] = {"serial": ("A-12345",), "make": ("Crvena Zastava",), "calibre": ("9 mm Luger",)}


def found(asked: dict[str, tuple[str, ...]], *, exact: bool) -> Quality | None:
    """Return how well the pistol fits a question about a firearm."""
    kind = KINDS["firearm"]
    engine = engine_for(kind)
    assert engine
    return engine.score(kind, asked, PISTOL, exact=exact).quality


@pytest.mark.parametrize("exact", [True, False])
def test_a_make_that_agrees_costs_nothing(*, exact: bool) -> None:
    assert found({"serial": ("A 12345",)}, exact=exact) is Quality.FULL
    assert found({"serial": ("A 12345",), "make": ("Crvena Zastava",)}, exact=exact) is Quality.FULL
    assert found({"serial": ("A 12345",), "make": ("ZASTAVA",), "calibre": ("9mm Luger",)}, exact=exact) is Quality.FULL


def test_a_make_that_differs_costs_a_class_and_in_exact_questions_the_hit() -> None:
    other: dict[str, tuple[str, ...]] = {"serial": ("A 12345",), "make": ("Beretta",)}
    assert found(other, exact=False) is Quality.CLOSE
    assert found(other, exact=True) is None


@pytest.mark.parametrize("exact", [True, False])
def test_a_make_alone_finds_nothing(*, exact: bool) -> None:
    assert found({"make": ("Crvena Zastava",)}, exact=exact) is None


def test_a_country_that_agrees_does_not_object_to_a_name() -> None:
    kind = KINDS["vessel"]
    vessel: dict[str, tuple[str, ...]] = {"name": ("Sveti Nikola",), "registration_country": ("HRV",)}
    engine = engine_for(kind)
    assert engine
    assert engine.score(kind, vessel, vessel, exact=False).quality is Quality.CLOSE
