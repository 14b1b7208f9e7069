"""A log that contradicts itself is named, and the proof of it leaves the house."""

import json
from pathlib import Path

import pytest
from tests.integration.cli.ledger.conftest import check, root
from tests.integration.conftest import Type
from tests.integration.town import Town

from egnatia.cli import main


def test_a_log_that_contradicts_itself_is_named_and_the_proof_leaves_the_house(
    place: Town, liar: str, typed: Type, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for words in (("ledger", "witnesses"), ("node", "status")):
        with pytest.raises(SystemExit):
            main([*words, "--node", str(place.folder("RS")), "--as", "oversight"])
        assert f"! the log of {liar} contradicts itself, as RS can prove" in capsys.readouterr().err
    out = tmp_path / "evidence.json"
    typed("RS", "oversight", "ledger", "evidence", liar, "--out", str(out))
    assert "contradicts itself (forked)" in check(capsys, str(out), "--root", root(place))
    assert "shown by RS" in typed("RS", "oversight", "ledger", "evidence", liar)
    assert json.loads(typed("RS", "oversight", "ledger", "evidence", liar, "--json"))[0]["witness"] == "RS"
