"""Mixed stains from the command line."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import run


def test_who_may_have_contributed_to_a_mixed_stain_is_ranked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "stain.txt").write_text("VWA 16,17,18\nTH01 6,7,9.3\nD21S11 28,30\nFGA 21,22,24\nD18S51 12,14,16")
    words = ("dna", "mixture", folder / "stain.txt", folder / "register.csv", "--frequencies", folder / "south.csv")
    code, out, _ = run(capsys, *words, "--contributors", 2, "--json")
    first, second = json.loads(out)["candidates"]
    assert (code, first["id"], first["missing"], second["missing"]) == (0, "a", [], ["D18S51"])
    assert first["log10_LR"] > second["log10_LR"] > 0
    _, shown, warned = run(capsys, *words, "--contributors", 1, "--missing", 0)
    assert "needs 2 contributors" in warned
    assert "a " in shown
