"""`egnatia recall`: what is not there is said in one sentence."""

from tests.integration.conftest import Type


def test_nothing_was_recalled_yet_and_what_is_not_here_cannot_be(typed: Type) -> None:
    assert "nothing of it was given" in typed("AL", "supervisor", "recall", "list")
    assert '"ordered": []' in typed("AL", "supervisor", "recall", "list", "--json")
    order = ("recall", "order", "0" * 64, "--ground", "inaccurate", "--reason", "wrong")
    assert "no record" in typed("AL", "supervisor", *order, code=2)
    assert "no record" in typed("AL", "supervisor", "recall", "status", "0" * 64, code=2)
