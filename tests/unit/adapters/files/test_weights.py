"""What a node learned counts while its files are there, and is noted by their digest."""

from pathlib import Path

import pytest
from tests.unit.match.records.test_training import register

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.weights import read_tuned
from egnatia.cli.match.weights import write_weights
from egnatia.match.engines import ENGINES
from egnatia.match.records.training import train
from egnatia.model.kinds import KINDS

ONE = {"full_name": ("Petar Kos",), "birth_place": ("Niš",)}


def value(engines: object) -> float:
    return engines["person"].score(KINDS["person"], ONE, ONE, exact=False).value  # type: ignore[index,no-any-return] # engines


def test_without_files_all_is_as_it_ships(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        tuned = read_tuned(folder)
        assert (tuned.engines, tuned.digest) == (ENGINES, "")


@pytest.mark.slow
def test_what_was_learned_counts_until_the_file_is_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "person.yaml"
    write_weights(file, train("person", register(100)))
    tuned = read_tuned(tmp_path)
    assert len(tuned.digest) == 64
    assert value(tuned.engines) < value(ENGINES)
    assert tuned.engines["vehicle"] is ENGINES["vehicle"]
    file.unlink()
    assert read_tuned(tmp_path).digest == ""


def test_two_files_for_one_sort_are_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write_weights(tmp_path / name, train("person", register(100)))
    with pytest.raises(FilesError, match="already"):
        read_tuned(tmp_path)


@pytest.mark.parametrize("content", [b"", b"sort: soul\nlearned: {}\nfields: {}", b"\xff", b"{", b"x" * (1 << 21)])
def test_what_is_no_file_of_weights_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    with pytest.raises(FilesError, match=r"x\.yaml"):
        read_tuned(tmp_path)
