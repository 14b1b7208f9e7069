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
    ("admin", ("user", "change", "admin", "--roles", "officer"), "nobody gives roles to the own account"),
    ("admin", ("user", "change", "officer", "--roles", "oversight,officer"), "exclude every other role"),
    ("supervisor", ("user", "grant", "officer", "--roles", "officer"), "no roles for officer wait"),
    ("officer", ("user", "grant", "officer", "--roles", "officer"), "needs the role supervisor"),
    ("admin", ("user", "link", "admin"), "made by oneself"),
    ("officer", ("user", "link", "forensic"), "needs the role administrator"),
    ("supervisor", ("user", "vouch", "officer"), "no link for officer waits"),
    ("officer", ("user", "vouch"), "needs the role supervisor or oversight or administrator"),
    ("admin", ("user", "bind", "officer", "7"), "name no identity provider"),
    ("admin", ("user", "lost", "ghost"), "no account ghost"),
    ("officer", ("user", "suspected"), "may not read the ledger"),
    ("officer", ("case", "members", "none", "--invite", "forensic"), "no case file none"),
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
    ("forensic", ("question", "look-up", "0" * 32), "no question"),
    ("forensic", ("question", "answer", "0" * 32), "no question"),
    ("forensic", ("hit", "confirm", "0" * 32, "--reason", "x"), "no hit"),
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


def test_a_link_for_somebody_else_is_vouched_for_by_a_third(typed: Type) -> None:
    assert "/login/" in typed("RS", "admin", "user", "link", "forensic")
    assert "forensic" in typed("RS", "supervisor", "user", "vouch")
    assert "four eyes" in typed("RS", "admin", "user", "vouch", "forensic", code=2)
    assert "you vouched for forensic" in typed("RS", "supervisor", "user", "vouch", "forensic")
    assert "forensic" not in typed("RS", "supervisor", "user", "vouch")


def test_roles_are_proposed_by_one_and_granted_by_another(typed: Type) -> None:
    ana = ("user", "grant", "ana", "--roles", "officer", "--purposes", "missing_person")
    assert "ana opened" in typed(
        "RS", "admin", "user", "add", "ana", "--roles", "officer", "--purposes", "missing_person"
    )
    assert "--roles officer --purposes missing_person" in typed("RS", "supervisor", "user", "vouch")
    assert "four eyes" in typed("RS", "admin", *ana, code=2)
    assert "something else is proposed" in typed("RS", "supervisor", *ana[:5], code=2)
    assert "ana is officer now" in typed("RS", "supervisor", *ana)
    assert "every session" not in typed("RS", "admin", "user", "change", "ana", "--roles", "supervisor")
    assert "every session" in typed("RS", "admin", "user", "change", "ana", *ana[3:])
