import pytest
from hypothesis import given
from tests.unit.match.drawn import asked_of

from egnatia.match.engine import Properties
from egnatia.match.names.engine import NameEngine
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE, COMPANY = NameEngine(), KINDS["organisation"]
VARDAR = {"name": ("Вардар Транс ДООЕЛ",)}


@pytest.mark.parametrize(
    ("name", "quality"),
    [
        ("Vardar Trans d.o.o.", Quality.CLOSE), ("Trans Vardar", Quality.CLOSE), ("Vardar", Quality.POSSIBLE),
        ("Vardar Prom", None), ("Dunav Trans", None),
    ],
)  # fmt: skip
def test_companies_are_compared_by_all_words_but_the_legal_form(name: str, quality: Quality | None) -> None:
    assert ENGINE.score(COMPANY, VARDAR, {"name": (name,)}, exact=False).quality is quality


def test_exactly_means_no_word_too_many() -> None:
    assert ENGINE.score(COMPANY, VARDAR, {"name": ("Vardar Trans",)}, exact=True).quality is Quality.CLOSE
    missed = ENGINE.score(COMPANY, VARDAR, {"name": ("Vardar Trans Balkan",)}, exact=True)
    assert (missed.quality, missed.near) == (None, True)


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert ENGINE.score(COMPANY, {}, VARDAR, exact=False).evidence == ()
    assert ENGINE.terms(COMPANY, {}) == frozenset()


@given(asked_of(COMPANY), asked_of(COMPANY))
def test_the_score_is_symmetric_and_bounded(one: Properties, other: Properties) -> None:
    there, back = (ENGINE.score(COMPANY, *pair, exact=False) for pair in ((one, other), (other, one)))
    assert (there.value, there.quality) == (back.value, back.quality)
    assert 0.0 <= there.value <= 1.0
