"""Accounts, case files and records from the command line, and what is refused there."""

import json
import re
from pathlib import Path

import pytest
from tests.integration.conftest import Type

DRAFT = {
    "kind": "person",
    "properties": {"full_name": ["Dragan Kostić"], "birth_date": ["1971-02-03"]},
    "caveat": {
        "source": "A",
        "information": "1",
        "purposes": ["criminal_investigation"],
        "role": "suspect",
        "retain_until": "2031-01-01",
    },
}

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


#: Files that are no drafts, and words that the one sentence must hold.
BAD_FILES = (
    (b"{", "line 1: not JSON"),
    (b"7", "line 1: not an object"),
    (b"\xff\xfe", "cannot be read"),
    (b"", "at least 1"),
    (json.dumps(DRAFT).encode() + b"\n{}", "1."),
    (json.dumps({**DRAFT, "kind": "soul"}).encode(), "kind"),
    (json.dumps({**DRAFT, "surprise": 1}).encode(), "surprise"),
    (json.dumps({**DRAFT, "properties": {"soul": ["x"]}}).encode(), "soul"),
)


@pytest.mark.parametrize(("content", "told"), BAD_FILES)
def test_a_file_with_one_bad_draft_puts_nothing_on_record(
    content: bytes, told: str, typed: Type, tmp_path: Path
) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_bytes(content)
    before = logged(typed)
    assert told in typed("RS", "officer", "record", "add", str(file), code=2)
    assert logged(typed) == before


def logged(typed: Type) -> int:
    """Return how many entries there are, in the tree or on their way into it."""
    words = typed("RS", "oversight", "ledger", "head").split()
    return int(words[0]) + int(words[2])


def test_a_record_is_put_on_record_read_held_and_erased(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "draft.jsonl"
    file.write_text(json.dumps(DRAFT, ensure_ascii=False))
    typed("RS", "supervisor", "case", "open", "KT-9", "--title", "x", "--offence", "theft", "--members", "officer")
    [record] = re.findall(r"id ([0-9a-f]{64}),", typed("RS", "officer", "record", "add", str(file)))
    assert "Kostić" in typed("RS", "officer", "record", "show", record, "--case", "KT-9")
    held = typed("RS", "supervisor", "record", "hold", record, "--reason", "Needed in court").split()[-1]
    assert "hold" in typed("RS", "supervisor", "record", "erase", record, "--reason", "x", code=2)
    typed("RS", "supervisor", "record", "lift", record, held, "--reason", "The trial is over")
    typed("RS", "supervisor", "record", "erase", record, "--reason", "Its time is over")
    assert "Kostić" not in typed("RS", "officer", "record", "show", record, "--case", "KT-9")


def test_what_falls_due_is_listed_and_kept_longer_contested_and_restricted(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "draft.jsonl"
    file.write_text(json.dumps(DRAFT, ensure_ascii=False))
    [record] = re.findall(r"id ([0-9a-f]{64}),", typed("RS", "officer", "record", "add", str(file)))
    assert record in typed("RS", "supervisor", "record", "due", "--days", "3650")
    assert record not in typed("RS", "oversight", "record", "due")
    contested = typed("RS", "supervisor", "record", "contest", record, "--reason", "He says so").split()[-1]
    settled = typed("RS", "supervisor", "record", "settle", contested, "--reason", "Looked into").split()[-1]
    restricted = typed("RS", "supervisor", "record", "restrict", settled, "--to", "Only in KT-9.", "--reason", "x")
    assert restricted.split()[-1] in typed("RS", "supervisor", "record", "due", "--days", "3650")
