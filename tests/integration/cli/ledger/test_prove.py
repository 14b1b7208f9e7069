"""Proofs leave the house as files, or are printed."""

from pathlib import Path

import pytest
from tests.integration.conftest import Type


def test_a_proof_never_overwrites_a_file(files: Path, typed: Type) -> None:
    out = str(files / "entry.json")
    assert "exists already" in typed("RS", "oversight", "ledger", "prove", "0", "--out", out, code=2)


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


@pytest.mark.parametrize(
    ("words", "told"), [(("0",), '{"about"'), (("--from", "1"), "old 1\n"), (("0", "--json"), "{")]
)
def test_a_proof_can_be_printed(files: Path, typed: Type, words: tuple[str, ...], told: str) -> None:
    assert files.exists()
    assert told in typed("RS", "oversight", "ledger", "prove", *words)
