"""The law explained without any node."""

import json
from pathlib import Path

import pytest

from egnatia.cli import main


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EGNATIA_NODE", raising=False)


def explain(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["law", "explain", *typed])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("asker", "answerer"), [("RS", "XK"), ("SRB", "XKX"), ("TR", "AL")])
def test_there_is_no_channel_for_dna_where_no_treaty_opens_one(
    asker: str, answerer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = explain(capsys, "--from", asker, "--to", answerer, "--kind", "dna", "--offence", "murder_grievous_injury")
    assert "PCC SEE Prüm Agreement" in told.split("Closed:")[1]


def test_a_country_outside_the_network_is_a_party_too(capsys: pytest.CaptureFixture[str]) -> None:
    told = explain(capsys, "--from", "SE", "--to", "SELEC", "--kind", "person")
    assert "SE (SWE) asks SELEC about person" in told


def test_a_humanitarian_search_needs_no_offence(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("--from", "RS", "--to", "XK", "--kind", "missing_report", "--purpose", "missing_person")
    told = json.loads(explain(capsys, *typed, "--role", "missing", "--json"))
    assert told["open"]
    assert told["missing"] == []
