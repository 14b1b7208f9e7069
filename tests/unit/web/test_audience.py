"""Who will see what is given, and why, has words for every case."""

from egnatia.casework.audience import Because, Sight
from egnatia.web.audience import BECAUSE, SIGHTS


def test_every_sight_and_every_reason_has_words_of_its_own() -> None:
    assert SIGHTS.keys() == set(Sight)
    assert BECAUSE.keys() == set(Because)
    assert len({*SIGHTS.values(), *BECAUSE.values()}) == len(Sight) + len(Because)
