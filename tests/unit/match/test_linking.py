"""Which pairs of two registers are worth comparing."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match import linking
from egnatia.match.engine import Term
from egnatia.match.linking import dated_keys, join, name_keys, number_keys, pack, unpack
from egnatia.match.near import NearReader
from egnatia.model.kinds import KINDS

READER = NearReader(lambda text: hash(("secret", text)) & (2**64 - 1))
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2**32 - 1)), max_size=30)


def columns(rows: list[tuple[int, int]]) -> tuple[linking.Numbers, linking.Numbers]:
    keys, numbers = np.array(rows, dtype=np.uint64).reshape(-1, 2).T
    return keys, numbers


@given(ROWS, ROWS)
def test_a_join_is_that_of_all_with_all(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> None:
    expected = Counter((row, other) for key, row in ours for again, other in theirs if key == again)
    mine, yours = unpack(join(*columns(ours), *columns(theirs)))
    assert Counter(zip(mine.tolist(), yours.tolist(), strict=True)) == expected


def test_a_key_that_too_many_share_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOST_PAIRS", 3)
    ours, theirs = columns([(1, 0), (1, 1), (2, 2)]), columns([(1, 5), (1, 6), (2, 7)])
    assert join(*ours, *theirs).tolist() == pack(np.array([2], np.uint64), np.array([7], np.uint64)).tolist()


def keys(joined: str, **properties: str) -> set[int]:
    found = READER.keys(KINDS["person"], {name: (value,) for name, value in properties.items()})
    assert found is not None
    return set({"dated": dated_keys, "names": name_keys}[joined](found))


@pytest.mark.parametrize(
    ("name", "born", "meets"),
    [
        ("Милан Петровић", "1985-04-12", True),
        ("Milan Perović", "1985-01-01", True),
        ("Milan Jovanović", "1985-04-12", True),
        ("Milan Jovanović", "1985-04-13", False),
        ("Milan Petrović", "1986-04-12", False),
        ("Milan Petrović", "", False),
    ],
)
def test_with_dates_a_name_and_the_year_meet_or_a_word_and_the_day(name: str, born: str, meets: bool) -> None:  # noqa: FBT001 - a column of a table
    one = keys("dated", full_name="Milan Petrović", birth_date="1985-04-12")
    other = keys("dated", full_name=name, **({"birth_date": born} if born else {}))
    assert bool(one & other) is meets


def test_without_a_date_the_name_alone_meets() -> None:
    dated, undated = {"full_name": "Milan Petrović", "birth_date": "1985-04-12"}, {"full_name": "Петровић Милан"}
    assert keys("names", **dated) & keys("names", **undated)
    assert not keys("names", **dated) & keys("names", full_name="Milan Perović")


def test_numbers_are_keys_and_names_are_not() -> None:
    terms = [
        Term(scheme="plate", key="BG123AB"),
        Term(scheme="company", key="PRTR"),
        Term(scheme="company.pair", key="A"),
    ]
    assert number_keys(terms, len) == [len("plate:BG123AB")]


def test_a_name_of_one_word_meets_itself() -> None:
    assert keys("names", full_name="Вардар") & keys("names", full_name="Vardar")
