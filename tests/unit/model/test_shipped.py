from pathlib import Path

import pytest

from egnatia.model.errors import SchemaError
from egnatia.model.shipped import read_data


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kind.yaml"


def test_plain_values_are_read(file: Path) -> None:
    file.write_text("a: [1, b, true]\nc: &d {e: f}\ng: *d\n", "utf-8")
    assert read_data(file) == {"a": [1, "b", True], "c": {"e": "f"}, "g": {"e": "f"}}


def test_a_key_that_hides_another_is_refused(file: Path) -> None:
    file.write_text("a:\n- b:\n    name: 1\n    name: 2\n", "utf-8")
    with pytest.raises(SchemaError, match=r"kind\.yaml: a key stands twice"):
        read_data(file)


@pytest.mark.parametrize(
    "data",
    [b"a: [", b"\xff\xfe\x00", b"a: !!python/object/apply:os.getcwd []", b"\0", b"--- a\n--- b", b"", b"? [a]\n: b\n"],
)
def test_what_is_no_plain_yaml_is_refused_by_the_name_of_its_file(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(SchemaError, match=r"kind\.yaml"):
        read_data(file)
