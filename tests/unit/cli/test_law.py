"""The law explained without any node."""

import json
from pathlib import Path

import pytest

from egnatia.cli import main
from egnatia.cli.law import treaty_lines


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
    assert "SE (Sweden) asks SELEC about person" in told


def test_those_with_whom_there_are_others_are_the_parties_of_the_law_and_no_demo(
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = ("--from", "RS", "--to", "XK", "--kind", "person", "--offence", "drug_trafficking", "--json")
    told = json.loads(explain(capsys, *typed))
    assert {"AL", "EUROPOL", "SELEC"} <= {found["party"]["node"] for found in told["elsewhere"]}
    assert [found["instrument"] for found in told["between"]] == ["icmp"]


def test_any_ngo_can_be_supposed_and_a_node_of_the_demo_is_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("--to", "RS", "--kind", "person", "--purpose", "victim_protection", "--role", "victim")
    assert "Trafficking convention" in explain(capsys, "--from", "ngo", *typed).split("Closed:")[0]
    with pytest.raises(SystemExit) as ended:
        main(["law", "explain", "--from", "LANTERN", *typed])
    assert ended.value.code == 2
    assert "LANTERN is neither a country's code, nor a body" in capsys.readouterr().err


def test_a_humanitarian_search_needs_no_offence(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("--from", "RS", "--to", "XK", "--kind", "missing_report", "--purpose", "missing_person")
    told = json.loads(explain(capsys, *typed, "--role", "missing", "--json"))
    assert told["open"]
    assert told["missing"] == []


GIVE = ("--kind", "person", "--offence", "drug_trafficking")
RELEASE = ("--from", "RS", "--to", "AL", *GIVE, "--action", "release")
FORWARD = ("--from", "RS", "--to", "AL", *GIVE, "--action", "forward", "--forward-to", "MK")


@pytest.mark.parametrize(
    ("without", "given", "words"),
    [
        ((*RELEASE, "--approvals", "0"), ("--approvals", "1"), "a person who decides"),
        ((*RELEASE, "--minor"), ("--approvals", "2"), "second approver"),
        ((*RELEASE, "--contested"), ("--approvals", "2"), "second approver"),
        ((*RELEASE, "--danger", "death_penalty"), ("--assurance",), "binding assurance"),
        (FORWARD, ("--consent",), "originator's consent"),
        ((*FORWARD, "--consent", "--handling", "H1", "--contested"), ("--approvals", "2"), "second approver"),
    ],
    ids=["approver", "minor", "contested", "death", "consent", "forward"],
)
def test_what_it_says_is_missing_can_be_stated(
    without: tuple[str, ...], given: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = json.loads(explain(capsys, *without, "--json"))
    assert [words in found["words"] for found in lacking["missing"]] == [True]
    assert json.loads(explain(capsys, *without, *given, "--json"))["open"]


@pytest.mark.parametrize(
    ("stated", "policy"),
    [
        (("--danger", "torture", "--assurance"), "release.torture"),
        (
            ("--role", "convicted", "--role-on-record", "informant", "--authorised", "--approvals", "2"),
            "release.record-role",
        ),
        (("--unconfirmed",), "release.confirmed"),
    ],
)
def test_what_nothing_helps_against_stays_missing(
    stated: tuple[str, ...], policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(explain(capsys, *RELEASE, *stated, "--json"))
    assert [found["policy"] for found in told["missing"]] == [policy]


def test_what_was_given_to_find_people_does_not_go_on_to_investigate(capsys: pytest.CaptureFixture[str]) -> None:
    told = explain(capsys, *FORWARD, "--consent", "--received-for", "missing_person")
    assert "a judicial letter" in told


def test_what_gives_way_to_danger_to_life_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    told = explain(capsys, *RELEASE, "--minor", "--danger-to-life")
    assert "Lawful as it stands" in told
    assert "to be reviewed: a second approver" in told


def test_a_recipient_is_named_of_what_is_forwarded(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["law", "explain", *FORWARD[:-2]])
    assert (ended.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_a_folder_that_is_no_node_is_one_sentence_and_the_code_of_bad_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EGNATIA_NODE", "/nowhere/at/all")
    with pytest.raises(SystemExit) as ended:
        main(["law", "explain", *RELEASE])
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n")) == (2, 1)
    assert "no node in /nowhere/at/all" in told


def test_a_treaty_of_the_two_is_named_with_how_sure_it_is() -> None:
    says = [{"what": "requests go by the ministries", "article": "Art. 3"}]
    treaty = {"name": "A and B", "signed": "1997-09-15", "in_force": None, "mark": "M-low", "says": says}
    assert list(treaty_lines(treaty)) == [
        "besides: A and B (signed 1997-09-15; in force: nobody found since when; mark M-low)",
        "  requests go by the ministries (Art. 3)",
    ]
