import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.engine import Properties
from egnatia.match.words.engine import WordEngine
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE = WordEngine()
OBJECT, VESSEL, FIREARM = KINDS["object"], KINDS["vessel"], KINDS["firearm"]
ICON: dict[str, tuple[str, ...]] = {"type": ("icon",), "title": ("Saint Naum, with the bear",)}


@pytest.mark.parametrize(
    ("title", "quality"),
    [
        ("Saint Naum, with the bear", Quality.CLOSE),
        ("The bear with Saint Naum", Quality.CLOSE),
        ("Saint Naum with a bear", Quality.CLOSE),
        ("Свети Наум", None),
        ("Saint Clement", None),
    ],
)
def test_titles_are_compared_by_their_words(title: str, quality: Quality | None) -> None:
    assert ENGINE.score(OBJECT, ICON, {"title": (title,)}, exact=False).quality is quality


def test_exact_means_the_same_words() -> None:
    assert ENGINE.score(OBJECT, ICON, {"title": ("The bear with Saint Naum",)}, exact=True).quality is Quality.CLOSE
    assert ENGINE.score(OBJECT, ICON, {"title": ("Saint Naum with bear",)}, exact=True).quality is None


def test_another_sort_of_thing_is_no_hit() -> None:
    assert ENGINE.score(OBJECT, ICON, ICON | {"type": ("amphora",)}, exact=False).quality is None


def test_make_and_model_alone_find_nothing() -> None:
    pistol: Properties = {"make": ("Invented Arms",), "model": ("M70",)}
    assert ENGINE.terms(FIREARM, pistol) == frozenset()
    score = ENGINE.score(FIREARM, pistol, pistol, exact=False)
    assert (score.quality, len(score.evidence)) == (None, 2)


def test_ships_are_found_by_name_across_scripts() -> None:
    asked, found = {"name": ("ΑΙΓΑΙΟ ΦΩΣ",)}, {"name": ("AIGAIO FOS",)}
    assert ENGINE.terms(VESSEL, found) & ENGINE.probes(VESSEL, asked, exact=False)
    assert ENGINE.score(VESSEL, asked, found, exact=False).quality is Quality.CLOSE


def test_without_words_nothing_is_alike() -> None:
    assert ENGINE.score(VESSEL, {"name": ("-",)}, {"name": ("-",)}, exact=False).quality is None


@given(one=st.text(max_size=60), other=st.text(max_size=60), exact=st.booleans())
def test_the_score_is_symmetric(*, one: str, other: str, exact: bool) -> None:
    there = ENGINE.score(VESSEL, {"name": (one,)}, {"name": (other,)}, exact=exact)
    back = ENGINE.score(VESSEL, {"name": (other,)}, {"name": (one,)}, exact=exact)
    assert (there.value, there.quality) == (back.value, back.quality)
