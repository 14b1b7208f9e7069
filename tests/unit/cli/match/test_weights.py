"""Files of weights are written with where they come from, and read strictly."""

from pathlib import Path

import pytest
import yaml
from tests.unit.match.records.test_training import register

from egnatia.cli.ending import Ending
from egnatia.cli.match.weights import read_engine, write_weights
from egnatia.match.engines import ENGINES
from egnatia.match.records.training import train
from egnatia.model.kinds import KINDS

ONE = {"full_name": ("Petar Kos",), "birth_place": ("Niš",)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of weights."""
    path = tmp_path / "weights.yaml"
    write_weights(path, train("person", register(100)))
    return path


def test_an_engine_compares_by_what_was_learned(file: Path) -> None:
    engine = read_engine(file, "person")
    shipped = ENGINES["person"].score(KINDS["person"], ONE, ONE, exact=False).value
    assert engine.score(KINDS["person"], ONE, ONE, exact=False).value < shipped
    assert read_engine(file, "missing_report").name == engine.name


def test_it_says_where_it_comes_from(file: Path) -> None:
    learned = yaml.safe_load(file.read_text("utf-8"))["learned"]
    assert (learned["judged_same"], learned["judged_different"], learned["engine"]) == (100, 100, "records/1")
    assert learned["after"]["auc"] >= learned["before"]["auc"]


def test_nothing_is_overwritten(file: Path) -> None:
    with pytest.raises(Ending, match="exists already"):
        write_weights(file, train("person", register(100)))


@pytest.mark.parametrize("text", ["", "7", "{", "sort: person", "sort: person\nlearned: {}\nfields: {}", "\x00"])
def test_what_is_no_file_of_weights_ends_in_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(text)
    with pytest.raises(Ending) as ended:
        read_engine(path, "person")
    assert "\n" not in str(ended.value)


def test_weights_of_another_sort_are_refused(file: Path) -> None:
    with pytest.raises(Ending, match="not of a vehicle"):
        read_engine(file, "vehicle")
