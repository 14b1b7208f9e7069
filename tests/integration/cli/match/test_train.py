"""Training from the command line: too little is refused with the numbers, and nothing is written."""

from pathlib import Path

from tests.integration.conftest import Type


def test_too_few_judgements_teach_nothing(typed: Type, tmp_path: Path) -> None:
    target = tmp_path / "weights.yaml"
    words = ("RS", "officer", "match", "train", "--kind", "document", "--to", str(target))
    assert "0 pairs were judged the same and 0 not the same: at least 30" in typed(*words, code=2)
    assert not target.exists()
