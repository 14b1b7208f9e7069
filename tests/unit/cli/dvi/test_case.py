"""Disasters from files, with fragments."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import DVI, run, written


def test_fragments_are_told_and_joined_if_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rare = [{"name": f"L{number}", "alleles": ["8", "9"], "afreq": [0.01, 0.99]} for number in range(9)]
    body = {"sex": 1, "geno": ["8/8"] * 9}
    family = [{"id": "R", "sex": 1, "geno": ["8/8"] * 9}, {"id": "M", "fid": "R", "sex": 1}]
    case = {**DVI, "markers": rare, "pm": {"a": {"id": "a", **body}, "b": {"id": "b", **body}}, "am": {"F": family}}
    _, apart, warned = run(capsys, "dvi", "solve", written(tmp_path, case), "--json")
    _, joined, _ = run(capsys, "dvi", "solve", written(tmp_path, case), "--json", "--fragments")
    assert "a, b are of one body by DNA" in warned
    assert json.loads(apart)["marginals"]["rows"] == ["a", "b"]
    assert json.loads(joined)["marginals"]["rows"] == ["a"]
    assert json.loads(joined)["fragments"][0]["joined"] is True
