"""One index: what it names, in which order, and what opens it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.register import RegisterIndex, create_index
from egnatia.casework.nearby import NumberedRow
from egnatia.model.identity import RecordId
from egnatia.model.kinds import KINDS

PERSON = KINDS["person"]
NAMES = ["Milan Petrović", "Милан Перић", "Milena Petrović", "Arben Hoxha", "Μίλαν Πέτροβιτς", "Petrović"]


def row(no: int, name: str, **more: str) -> NumberedRow:
    properties = {"full_name": (name,), **{key: (value,) for key, value in more.items()}}
    return NumberedRow(no=no, id=RecordId(f"{no:064x}"), kind=PERSON, properties=properties)


@pytest.fixture
def index(tmp_path: Path) -> RegisterIndex:
    """An index of some names."""
    made = create_index(tmp_path)
    with made.writing() as writing:
        writing.add([row(no, name) for no, name in enumerate(NAMES)])
        writing.add([row(6, "Fatmir Hoti", birth_date="1985-04-12"), row(7, "")])
        writing.commit(made.mark_of(7, "last"))
    return made


def ask(index: RegisterIndex, name: str, **more: str) -> list[int]:
    return list(index.nearest(PERSON, row(0, name, **more).properties, 10))


def test_the_nearest_stands_first(index: RegisterIndex) -> None:
    assert set(ask(index, "Milan Petrovic")[:2]) == {0, 4}  # which of the two, the secret decides
    assert ask(index, "Arben Hoxa") == [3]


def test_one_word_finds_who_has_it(index: RegisterIndex) -> None:
    assert set(ask(index, "Петровић")) >= {0, 2, 5}


def test_the_day_of_birth_and_one_word_are_enough(index: RegisterIndex) -> None:
    assert ask(index, "Fatmir Krasniqi", birth_date="1985-04-12") == [6]
    assert ask(index, "Fatmir Krasniqi", birth_date="1985-04-13") == []


def test_no_more_are_named_than_asked_for(index: RegisterIndex) -> None:
    assert len(index.nearest(PERSON, {"full_name": ("Petrović",)}, 2)) == 2


def test_who_has_no_name_is_not_in_it(index: RegisterIndex) -> None:
    assert index.size == len(NAMES) + 1
    assert not index.holds(f"{7:064x}")


def test_it_says_how_far_it_has_come(index: RegisterIndex, tmp_path: Path) -> None:
    assert RegisterIndex(tmp_path).mark() == index.mark_of(7, "last")


def test_what_is_not_committed_is_gone(index: RegisterIndex, tmp_path: Path) -> None:
    with index.writing() as writing:
        writing.add([row(8, "Zoran Zorić")])
    assert ask(RegisterIndex(tmp_path), "Zoran Zorić") == []


def test_keys_of_another_version_are_not_opened(index: RegisterIndex, tmp_path: Path) -> None:
    assert index.folder == tmp_path
    (tmp_path / "version").write_text("near/0")
    with pytest.raises(SearchIndexError, match="near/0"):
        RegisterIndex(tmp_path)


def test_what_is_no_index_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError):
        RegisterIndex(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_whatever_is_asked_there_is_an_answer(index: RegisterIndex, name: str) -> None:
    assert len(ask(index, name)) <= 10
