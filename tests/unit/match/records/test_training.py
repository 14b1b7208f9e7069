"""Figures are learned from judged pairs and others, measured on pairs that did not teach, and need enough of them."""

from random import Random

import pytest

from egnatia.match.records.training import LEAST, Example, TrainingError, train
from egnatia.match.records.weights import parse_figures, shipped_figures


def drawn(number: int, *, same: bool, rng: Random, judged: bool = True) -> list[Example]:
    """Draw pairs of a register whose birth places are useless and whose fathers are telling."""
    found = []
    for _ in range(number):
        place = "same" if rng.random() < 0.5 else "other"
        father = "same" if rng.random() < (0.99 if same else 0.01) else "other"
        name = rng.gauss(1.0 if same else -1.0, 1.5)
        levels = {"birth_place": place, "father_name": father}
        found.append(Example(levels=levels, name=name, same=same if judged else None))
    return found


def register(judged: int, waiting: int = 0) -> list[Example]:
    rng = Random(7)  # noqa: S311 - drawn examples
    made = [pair for same in (True, False) for pair in drawn(judged, same=same, rng=rng)]
    made += [pair for same in (True, False) for pair in drawn(waiting, same=same, rng=rng, judged=False)]
    rng.shuffle(made)
    return made


def worth(figures: object, field: str) -> float:
    seen = figures[field]["same"]  # type: ignore[index] # figures
    return float(seen["one"] / seen["two"])


def test_what_a_register_shows_replaces_what_ships() -> None:
    learned = train("person", register(400))
    shipped = shipped_figures()["person"]
    assert worth(learned.figures, "birth_place") < worth(shipped, "birth_place") / 4
    assert learned.after.auc > learned.before.auc
    assert learned.after.brier < learned.before.brier
    assert (learned.same, learned.different, learned.unjudged) == (400, 400, 0)


@pytest.mark.slow
def test_pairs_that_nobody_judged_teach_too() -> None:
    few, more = train("person", register(60)), train("person", register(60, waiting=600))
    assert more.unjudged == 1200
    assert worth(more.figures, "birth_place") < worth(few.figures, "birth_place")


def test_fields_that_no_example_has_keep_their_figures() -> None:
    kept = train("person", register(100)).figures["sex"]["same"]
    assert kept == pytest.approx(shipped_figures()["person"]["sex"]["same"])


def test_what_was_learned_can_be_written_and_read() -> None:
    figures = train("person", register(100)).figures
    assert parse_figures(figures, "person") == figures


@pytest.mark.parametrize(("same", "different"), [(0, 500), (LEAST - 1, 500), (500, LEAST - 1), (0, 0)])
def test_too_little_is_refused_with_the_numbers(same: int, different: int) -> None:
    rng = Random(7)  # noqa: S311 - drawn examples
    made = drawn(same, same=True, rng=rng) + drawn(different, same=False, rng=rng)
    with pytest.raises(TrainingError, match=f"{same} pairs were judged the same and {different} not"):
        train("person", made)


@pytest.mark.slow
def test_the_same_examples_teach_the_same() -> None:
    assert train("person", register(60, 60)) == train("person", register(60, 60))
