"""How hits are told."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import run


def test_the_least_favourable_population_decides_and_all_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = [word for name in ("north.csv=400", "south.csv") for word in ("--frequencies", folder / name)]
    code, out, _ = run(capsys, "dna", "search", folder / "register.csv", folder / "asked.txt", *tables, "--json")
    best, near = json.loads(out)
    north, south = best["populations"]
    assert (code, best["quality"], near["quality"]) == (0, 1, 4)
    assert best["LR"] == min(north["LR"], south["LR"])
    assert north["LR_95"][0] < north["LR"] < north["LR_95"][1]
    assert (south["LR_95"], south["least_frequency"], north["least_frequency"]) == (None, 0.001, 5 / 800)
    assert 0 < best["expected_chance_hits"] < near["expected_chance_hits"]
