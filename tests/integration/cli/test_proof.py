"""Proofs leave the house as files, and are checked with no node and no account."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.conftest import Type
from tests.integration.town import Town

from egnatia.casework.rows import Sighting
from egnatia.cli import main
from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId


@pytest.fixture
def files(place: Town, typed: Type, tmp_path: Path) -> Path:
    """A folder with a proof of an entry and one of growth, cosigned by AL and XK."""
    errands = place.served["RS"].node.errands
    errands.sequence()
    errands.rounds.offer()
    typed("RS", "oversight", "ledger", "prove", "0", "--out", str(tmp_path / "entry.json"))
    typed("RS", "oversight", "ledger", "prove", "--from", "1", "--out", str(tmp_path / "growth.json"))
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["ledger", "check", *words])
    told = capsys.readouterr()
    assert ended.value.code == code, told.err or told.out
    assert "Traceback" not in told.err
    return told.err if code else told.out


def root(place: Town) -> str:
    assert place.realm.network
    return place.realm.network.root_digest


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


def test_a_proof_never_overwrites_a_file(files: Path, typed: Type) -> None:
    out = str(files / "entry.json")
    assert "exists already" in typed("RS", "oversight", "ledger", "prove", "0", "--out", out, code=2)


def test_witnesses_are_shown_with_what_they_cosigned(files: Path, typed: Type) -> None:
    assert files.exists()
    shown = json.loads(typed("RS", "oversight", "ledger", "witnesses", "--json"))
    assert set(shown["ours"]) == {"AL", "XK"}
    assert {cosigned["size"] for cosigned in shown["ours"].values()} == {shown["size"]}
    assert "AL" in typed("RS", "oversight", "ledger", "witnesses")
    assert "2 of 2 partners cosigned" in typed("RS", "oversight", "node", "status")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("prove",), "name an entry"),
        (("prove", "1", "--from", "1"), "name an entry"),
        (("prove", "--from", "9", "--to", "8"), "did not grow"),
        (("prove", "--from", "0", "--to", "999999"), "did not grow"),
        (("evidence", "AL"), "nothing is known against"),
        (("begin-anew", "AL", "--reference", "KT/1"), "nothing is known against"),
        (("begin-anew", "AL", "--reference", "a b"), "reference: not a number"),
    ],
)
def test_what_cannot_be_proven_is_said(typed: Type, words: tuple[str, ...], told: str) -> None:
    assert told in typed("RS", "oversight", "ledger", *words, code=2)


@pytest.fixture
def liar(place: Town) -> Iterator[str]:
    """AL, of which RS knows two checkpoints that contradict each other; what RS knew of it before comes back."""
    rs, key = place.served["RS"].node.office, place.served["AL"].node.office.keys.ledger
    one, other = (sign_checkpoint(9, bytes([number]) * 32, key).to_bytes().decode() for number in (1, 2))
    found = Sighting(
        log=NodeId("AL"), witness=rs.me, at=rs.clock.now(), verdict=Verdict.FORKED, note=one, against=other
    )
    rs.store.write(lambda tx: tx.witnessed.put(found))
    yield "AL"
    rs.store.write(lambda tx: tx.witnessed.put(replace(found, verdict=Verdict.SETTLED)))


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


def test_oversight_begins_anew_and_nobody_else(liar: str, typed: Type) -> None:
    words = ("ledger", "begin-anew", liar, "--reference", "DPO/17-2026")
    assert "needs the role oversight" in typed("RS", "officer", *words, code=2)
    assert "taken as the first" in typed("RS", "oversight", *words)
    assert "nothing is known" in typed("RS", "oversight", *words, code=2)


@pytest.mark.parametrize(
    ("words", "told"), [(("0",), '{"about"'), (("--from", "1"), "old 1\n"), (("0", "--json"), "{")]
)
def test_a_proof_can_be_printed(files: Path, typed: Type, words: tuple[str, ...], told: str) -> None:
    assert files.exists()
    assert told in typed("RS", "oversight", "ledger", "prove", *words)


def test_what_a_check_found_can_be_read_by_programs(
    place: Town, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(check(capsys, str(files / "growth.json"), "--root", root(place), "--json"))
    assert {one["by"] for one in found["cosigned"]} == {"egnatia/AL", "egnatia/XK"}
