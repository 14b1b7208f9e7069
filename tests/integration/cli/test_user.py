"""Who may type what, and what is not there: one sentence each."""

import pytest
from tests.integration.conftest import Type

#: Who types what at RS, and words that the one sentence must hold.
REFUSED = (
    ("officer", ("user", "list"), "needs the role administrator"),
    ("bad\nname", ("user", "list"), "no account can be called"),
    ("žena", ("user", "list"), "no account can be called"),
    ("nobody", ("user", "list"), "may not act as nobody"),
    ("admin", ("user", "add", "New", "--roles", "officer", "--os-user", "5"), "name: not an account name"),
    ("admin", ("user", "add", "new", "--roles", "king", "--os-user", "5"), "roles"),
    ("admin", ("user", "add", "new", "--roles", "officer", "--os-user", "no-such-user"), "no user no-such-user"),
    ("admin", ("user", "add", "officer", "--roles", "officer", "--os-user", "5"), "account officer already"),
    ("admin", ("user", "close", "admin"), "nobody closes the own account"),
    ("admin", ("user", "close", "a/b"), "not an id: a/b"),
    ("officer", ("case", "open", "X", "--title", "x", "--members", "officer"), "needs the role supervisor"),
    ("supervisor", ("case", "open", "X", "--title", "x", "--members", "ghost", "--offence", "theft"), "ghost"),
    ("supervisor", ("case", "open", "X", "--title", "x", "--members", "officer", "--offence", "rude"), "rude"),
    ("officer", ("case", "close", "none"), "no case file none"),
    ("officer", ("record", "show", "0" * 64, "--case", "none"), "no case file none"),
    ("officer", ("record", "add", "no-such-file"), "does not exist"),
    ("supervisor", ("record", "erase", "0" * 64, "--reason", "x"), "nothing to erase"),
    ("officer", ("record", "due"), "may not decide on caveats and retention"),
    ("supervisor", ("record", "extend", "0" * 64, "--until", "2027-01-01", "--reason", "x"), "no record"),
    ("supervisor", ("record", "contest", "0" * 64, "--reason", "x"), "no record"),
    ("supervisor", ("record", "restrict", "0" * 64, "--to", "x", "--reason", "x"), "no record"),
    ("supervisor", ("hit", "withhold", "0" * 32, "--ground", "safety", "--reason", "x"), "no hit"),
    ("expert", ("question", "look-up", "0" * 32), "no question"),
    ("expert", ("question", "answer", "0" * 32), "no question"),
    ("expert", ("hit", "confirm", "0" * 32, "--reason", "x"), "no hit"),
    ("oversight", ("ledger", "prove", "999999"), "no entry 999999"),
)


@pytest.mark.parametrize(("account", "words", "told"), REFUSED, ids=lambda value: str(value)[:60])
def test_what_is_not_allowed_or_not_there_ends_in_one_sentence(
    account: str, words: tuple[str, ...], told: str, typed: Type
) -> None:
    said = typed("RS", account, *words, code=2)
    assert told in said
    assert said.startswith("egnatia: ")
    assert said.count("\n") == 1
