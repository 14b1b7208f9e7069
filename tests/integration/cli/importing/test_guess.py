"""A first mapping is guessed, and says what it did not know."""

from pathlib import Path

import pytest
import yaml

from egnatia.cli import main


def test_a_guess_is_written_and_says_what_it_did_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "cars.csv", tmp_path / "map.yaml"
    file.write_text("EMBG;Prezime;Xyz\n0101985450001;Proba;1\n")
    with pytest.raises(SystemExit) as ended:
        main(["import", "guess", str(file), "--out", str(out)])
    assert ended.value.code == 0
    guessed = yaml.safe_load(out.read_text("utf-8"))
    assert guessed["table"] == {"delimiter": ";"}
    assert guessed["records"]["person"]["key"] == "EMBG"
    assert "nothing was made: Xyz" in capsys.readouterr().err
