"""`egnatia dvi solve` at a terminal: it loads nothing of a node, and says prior and method."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import DVI, run, written

from egnatia.cli.dvi.solve import method_in_words


def test_prior_method_and_conclusions_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "dvi", "solve", written(tmp_path, DVI))
    assert code == 0
    assert "prior flat: every assignment is as probable as any other; mutation on; exact" in out


def test_a_file_is_solved_without_loading_a_node() -> None:
    loaded = "import sys, egnatia.cli.dvi.solve; print(sorted({'sqlalchemy', 'aiohttp', 'tantivy'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_a_sampled_case_says_how_sure_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "dvi", "solve", written(tmp_path, DVI), "--sample", "4000")
    assert code == 0
    assert re.search(
        r"SAMPLED, not exact: 4 chains of 4000 steps from seed 1, probabilities are within about ±0\.0", out
    )


def test_chains_that_found_different_things_are_not_believed() -> None:
    met = {"chains": 4, "steps": 100, "seed": 1, "error": 0.01, "r_hat": 1.31}
    words = method_in_words({"method": "sampled", "sampling": met, "seconds": 0.5})
    assert "chains DISAGREE (R-hat 1.31): probabilities are not sure, take more steps" in words
    assert "within" not in words


def test_a_family_of_whom_nobody_was_typed_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    family = [{**person, "geno": None} for person in DVI["am"]["F"]]
    case = written(tmp_path, {**DVI, "am": {"F": family}})
    code, out, told = run(capsys, "dvi", "solve", case, "--json")
    assert (code, json.loads(out)["families_untyped"], json.loads(out)["pairwise"]["LR"]) == (0, ["F"], [[1.0], [None]])
    assert "nobody of family F has a profile" in told
    assert "nobody of family" not in run(capsys, "dvi", "solve", written(tmp_path, DVI))[2]


@pytest.mark.parametrize(
    ("nothing", "words"),
    [
        ({"pm": {}}, "there is no victim"),
        ({"am": {}, "missing": []}, "nobody is missing"),
        ({"markers": [], "pm": {"V": {"sex": 1, "geno": []}}, "am": {"F": [{"id": "M", "sex": 1}]}}, "no marker"),
    ],
)
def test_what_has_nobody_or_nothing_to_identify_by_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], nothing: dict[str, object], words: str
) -> None:
    code, out, told = run(capsys, "dvi", "solve", written(tmp_path, {**DVI, **nothing}))
    assert (code, out) == (2, "")
    assert words in told
