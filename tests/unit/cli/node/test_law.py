"""Reading a node's own law before it starts."""

from pathlib import Path

import pytest

from egnatia.cli import main

EXAMPLES = Path(__file__).parents[4] / "src" / "egnatia" / "cli" / "demo" / "law"


def typed(capsys: pytest.CaptureFixture[str], folder: Path, code: int = 0) -> str:
    """Check the law of a node's folder and return what is printed."""
    with pytest.raises(SystemExit) as ended:
        main(["node", "law", str(folder)])
    told = capsys.readouterr()
    assert ended.value.code == code
    return told.err if code else told.out


def test_it_lists_what_the_own_law_changes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "law").symlink_to(EXAMPLES / "DE")
    told = typed(capsys, tmp_path)
    assert "deu: deu.answer.minor: a person who decides" in told
    assert "more than one year: interpol dna person print, 2026-01-01" in told
    assert "sound; version" in told


def test_a_node_without_any_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "the shared law holds as it is" in typed(capsys, tmp_path)


def test_a_fault_is_one_sentence_and_the_code_of_bad_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "law" / "tst").mkdir(parents=True)
    told = typed(capsys, tmp_path, code=2)
    assert told == "egnatia: law/tst/overlay.yaml: missing: it says which law the overlay states\n"
