"""After a contradiction oversight begins anew, and nobody else."""

from tests.integration.conftest import Type


def test_oversight_begins_anew_and_nobody_else(liar: str, typed: Type) -> None:
    words = ("ledger", "begin-anew", liar, "--reference", "DPO/17-2026")
    assert "needs the role oversight" in typed("RS", "officer", *words, code=2)
    assert "taken as the first" in typed("RS", "oversight", *words)
    assert "nothing is known" in typed("RS", "oversight", *words, code=2)
