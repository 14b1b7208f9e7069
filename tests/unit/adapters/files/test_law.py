"""The folder of a node's own law."""

from pathlib import Path

import pytest

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.law import read_overlays
from egnatia.law.decide import load_law
from egnatia.law.errors import DataError
from egnatia.law.facts import Action

EXAMPLES = Path(__file__).parents[4] / "src" / "egnatia" / "cli" / "demo" / "law"
HEAD = "title: x\nsource: y\nwithdrawn: [{permit: answer.pcc-see.person, because: z}]\n"


def overlay(folder: Path, name: str = "tst", **texts: str) -> Path:
    """Write one overlay and return its folder."""
    (folder / name).mkdir(parents=True)
    for file, text in {"overlay.yaml": HEAD, **texts}.items():
        (folder / name / file).write_text(text, "utf-8")
    return folder / name


def test_a_node_without_the_folder_has_no_own_law(tmp_path: Path) -> None:
    assert read_overlays(tmp_path / "law") == ()


def test_overlays_are_read_in_the_order_of_their_names_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("tst", "abc"):
        overlay(tmp_path, name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "abc" / ".overlay.yaml.swp").write_bytes(b"\xff")
    assert [found.name for found in read_overlays(tmp_path)] == ["abc", "tst"]


def test_what_is_no_overlay_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(FilesError, match=r"notes\.txt: not the folder of an overlay"):
        read_overlays(tmp_path)


@pytest.mark.parametrize(("content", "problem"), [(b"\xff\xfe", "not UTF-8"), (b"x" * 2**21, "at most a megabyte")])
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    (overlay(tmp_path) / "ask.cedar").write_bytes(content)
    with pytest.raises(FilesError, match=rf"ask\.cedar: {problem}|{problem}"):
        read_overlays(tmp_path)


def test_a_folder_in_an_overlay_is_no_text(tmp_path: Path) -> None:
    (overlay(tmp_path) / "ask.cedar").mkdir()
    with pytest.raises(FilesError, match=r"ask\.cedar"):
        read_overlays(tmp_path)


def test_a_fault_names_folder_and_file(tmp_path: Path) -> None:
    overlay(tmp_path, **{"overlay.yaml": "title: x\n"})
    with pytest.raises(DataError, match=r"law/tst/overlay\.yaml source: missing"):
        read_overlays(tmp_path)


@pytest.mark.parametrize("node", sorted(path.name for path in EXAMPLES.iterdir()))
def test_the_worked_examples_load_and_leave_the_shared_law_as_it_is(node: str) -> None:
    shared = load_law()
    own = load_law(read_overlays(EXAMPLES / node))
    assert own.version != shared.version
    assert own.book.permits == shared.book.permits
    for action in Action:
        assert own.book.forbids[action][: len(shared.book.forbids[action])] == shared.book.forbids[action]
