"""What is measured of a body: ranges that meet, and those that cannot."""

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.engines import engine_for
from egnatia.match.figures.engine import FigureEngine
from egnatia.match.figures.ranges import Range, days, quantity, span
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

Values: TypeAlias = dict[str, tuple[str, ...]]
REMAINS, ENGINE = KINDS["remains"], FigureEngine()
BODY: Values = {
    "sex": ("male",), "age_from": ("14 years",), "age_until": ("19 years",), "height": ("172 cm",),
    "found_country": ("HRV",), "found_date": ("2025-05-08",), "death_from": ("2025-04-20",),
    "death_until": ("2025-05-06",), "clothing": ("Grey hooded jumper", "Trainers"),
    "effects": ("Silver ring with initials",),
}  # fmt: skip


def quality(**asked: str) -> Quality | None:
    """Return how well the body fits a question about these figures."""
    return ENGINE.score(REMAINS, {name: (value,) for name, value in asked.items()}, BODY, exact=False).quality


def finds(**asked: str) -> bool:
    """Tell whether the question finds the body's keys."""
    probes = ENGINE.probes(REMAINS, {name: (value,) for name, value in asked.items()}, exact=False)
    return bool(probes & ENGINE.terms(REMAINS, BODY))


def test_two_figures_that_agree_are_a_possible_hit_and_five_a_close_one() -> None:
    assert quality(sex="male", found_country="HRV") is Quality.POSSIBLE
    five = {"sex": "male", "found_country": "HRV", "age_from": "16 years", "height": "1.71 m", "death_from": "2025-05"}
    assert quality(**five) is Quality.CLOSE


def test_one_figure_is_none() -> None:
    assert quality(sex="male") is None


@pytest.mark.parametrize(
    "other",
    [
        {"sex": "female"},
        {"found_country": "BIH"},
        {"height": "150 cm"},
        {"age_until": "60 years"},
        {"death_from": "2020"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_contradiction_outweighs_all_that_agrees(other: dict[str, str]) -> None:
    agreeing = {
        "sex": "male",
        "found_country": "HRV",
        "age_until": "18 years",
        "height": "172 cm",
        "found_date": "2025",
    }
    assert quality(**agreeing)
    assert quality(**{**agreeing, **other}) is None


def test_estimates_may_err_and_what_says_nothing_does_not_count() -> None:
    assert quality(sex="male", height="175 cm") is Quality.POSSIBLE
    assert quality(sex="unspecified", height="172 cm") is None
    assert quality(sex="male", height="68 inches") is None


def test_keys_are_found_a_decade_and_a_hands_breadth_around() -> None:
    assert finds(sex="male")
    assert finds(found_country="HRV")
    assert finds(found_date="2026-01")
    assert not finds(found_date="2028")
    assert not finds(sex="female", found_country="BIH")


def test_other_kinds_have_no_such_keys() -> None:
    assert ENGINE.terms(KINDS["person"], {"sex": ("male",)}) == frozenset()


def test_words_and_figures_together_find_a_body_that_neither_is_sure_of() -> None:
    engine = engine_for(REMAINS)
    assert engine
    asked: Values = {"sex": ("male",), "found_country": ("HRV",), "effects": ("silver ring",)}
    score = engine.score(REMAINS, asked, BODY, exact=False)
    assert score.quality is Quality.CLOSE
    assert {item.property for item in score.evidence} == {"sex", "found_country", "effects"}


def test_words_that_fit_another_sex_are_doubted() -> None:
    engine = engine_for(REMAINS)
    assert engine
    asked: Values = {"sex": ("female",), "effects": ("silver ring",)}
    assert engine.score(REMAINS, asked, BODY, exact=False).quality is Quality.POSSIBLE


def test_ranges_are_read_and_those_that_meet_are_not_apart() -> None:
    assert quantity("1.72 m") == Range(low=172.0, high=172.0)
    assert quantity("5 ft") is None
    assert days("someday") is None
    assert span(BODY, ("age_from", "age_until"), quantity) == Range(low=14.0, high=19.0)
    assert span(BODY, ("build",), quantity) is None


NUMBERS = st.integers(min_value=0, max_value=10**6)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_how_far_ranges_lie_apart_is_the_same_both_ways(one: int, other: int, third: int, fourth: int) -> None:
    left = Range(low=min(one, other), high=max(one, other))
    right = Range(low=min(third, fourth), high=max(third, fourth))
    assert left.gap(right) == right.gap(left) >= 0
    assert (left.gap(right) == 0) is (left.low <= right.high and right.low <= left.high)
