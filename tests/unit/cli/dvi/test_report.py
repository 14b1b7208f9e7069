"""The report on one identification."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import DVI, run, written

BOARD = {
    "dental": "identified",
    "secondary": [{"what": "a ring", "speaks": "for"}, {"what": "too tall", "speaks": "against"}],
}


def test_a_report_has_what_is_signed_and_secondary_evidence_changes_nothing_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = tmp_path / "board.json"
    board.write_text(json.dumps(BOARD))
    words = ("dvi", "report", written(tmp_path, DVI), "--victim", "V1", "--missing", "M", "--json")
    with_it, without = (json.loads(run(capsys, *words, *more)[1]) for more in (("--board", board), ()))
    assert (with_it["outcome"], without["outcome"]) == ("identified", "open")
    assert with_it["flags"] == ["secondary evidence speaks against it: too tall"]
    assert with_it["posterior"] == without["posterior"] == pytest.approx(5 / 6)
    assert with_it["LR_by_marker"] == {"L": pytest.approx(5)}
    told = {name: value for name, value in without.items() if name != "sha256"}
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert without["sha256"] == hashlib.sha256(body.encode()).hexdigest()
    printed = run(capsys, *words[:-1])[1]
    assert all(line in printed for line in ("Signature: ___", "\n  L: 5   (V1 ", "Drop-out: none.", "Theta: 0."))
    assert "\n      frequencies 8 0.2; mutation none" in printed


@pytest.mark.parametrize(
    ("pair", "board", "fault"),
    [
        (("V2", "M"), {}, "victim V2 was not compared with missing person M"),
        (("V1", "M9"), {}, "victim V1 was not compared with missing person M9"),
        (("V1", "M"), {"teeth": "open"}, "field 'teeth' is unknown"),
        (("V1", "M"), {"dental": "yes"}, "'yes' is none of identified, excluded, open"),
        (("V1", "M"), {"secondary": [{"what": "x", "speaks": "maybe"}]}, "neither for nor against"),
    ],
)
def test_a_report_on_what_was_not_compared_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pair: tuple[str, str], board: object, fault: str
) -> None:
    file = tmp_path / "board.json"
    file.write_text(json.dumps(board))
    words = ("dvi", "report", written(tmp_path, DVI), "--victim", pair[0], "--missing", pair[1], "--board", file)
    code, out, err = run(capsys, *words)
    assert (code, out, fault in err) == (2, "", True)
