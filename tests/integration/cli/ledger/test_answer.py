"""`egnatia ledger answer`."""

from tests.integration.conftest import Type


def test_who_does_not_oversee_answers_nothing_and_nothing_is_answered_without_words(typed: Type) -> None:
    assert "may not" in typed("RS", "officer", "ledger", "answer", "0" * 64, "--reason", "x", code=2)
    assert "reason" in typed("RS", "oversight", "ledger", "answer", "0" * 64, "--reason", "", code=2)
