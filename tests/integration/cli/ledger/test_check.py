"""Proofs are checked with no node and no account."""

import json
from pathlib import Path

import pytest
from tests.integration.cli.ledger.conftest import check, root
from tests.integration.conftest import Type
from tests.integration.town import Town


@pytest.mark.parametrize(
    ("file", "words"), [("entry", "entry 0 stands in the log egnatia/RS"), ("growth", "only grew")]
)
def test_who_knows_the_network_s_root_can_check_a_proof(
    place: Town, files: Path, capsys: pytest.CaptureFixture[str], file: str, words: str
) -> None:
    told = check(capsys, str(files / f"{file}.json"), "--root", root(place))
    assert words in told
    assert "cosigned by egnatia/AL" in told
    assert "cosigned by egnatia/XK" in told


def test_who_knows_the_log_s_key_needs_no_network(
    files: Path, typed: Type, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    keys = typed("XK", "oversight", "ledger", "keys").splitlines(keepends=True)
    (tmp_path / "keys").write_text("".join(key for key in keys if not key.startswith("egnatia/AL+")))
    told = check(capsys, str(files / "entry.json"), "--keys", str(tmp_path / "keys"))
    assert "cosigned by egnatia/XK" in told
    assert "egnatia/AL" not in told
    (tmp_path / "other").write_text("".join(key for key in keys if not key.startswith("egnatia/RS+")))
    assert "does not hold" in check(capsys, str(files / "entry.json"), "--keys", str(tmp_path / "other"), code=1)


@pytest.mark.parametrize(
    ("old", "new"), [('"by":', '"bx":'), ("index 0", "index 1"), ("— egnatia/RS ", "— egnatia/RZ ")]
)
def test_a_proof_in_which_something_was_changed_does_not_hold(
    place: Town, files: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    file = files / "entry.json"
    plain = json.loads(file.read_text())
    plain |= {field: plain[field].replace(old, new) for field in ("subject", "proof")}
    file.write_text(json.dumps(plain, separators=(",", ":"), sort_keys=True, ensure_ascii=False))
    assert "does not hold" in check(capsys, str(file), "--root", root(place), code=1)


def test_a_directory_of_another_network_is_not_believed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not to be trusted" in check(capsys, str(files / "entry.json"), "--root", "0" * 64, code=1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say whom you trust"),
        (("--root", "00", "--keys", "keys"), "say whom you trust"),
        (("--keys", "keys"), "no public keys"),
    ],
)
def test_without_a_key_nothing_is_checked(
    files: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    (files / "keys").write_text("rubbish")
    typed = [str(files / word) if word == "keys" else word for word in words]
    assert told in check(capsys, str(files / "entry.json"), *typed, code=2)


def test_what_is_no_proof_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("rubbish")
    assert "not a proof file" in check(capsys, str(tmp_path / "file"), "--root", "0" * 64, code=2)


def test_what_a_check_found_can_be_read_by_programs(
    place: Town, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(check(capsys, str(files / "growth.json"), "--root", root(place), "--json"))
    assert {one["by"] for one in found["cosigned"]} == {"egnatia/AL", "egnatia/XK"}
