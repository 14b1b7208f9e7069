"""Records from the command line: put on record, read, held, kept longer, erased."""

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


def test_a_record_is_found_by_what_is_known(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "draft.jsonl"
    file.write_text(json.dumps({**DRAFT, "properties": {"full_name": ["Obrad Vještica"]}}, ensure_ascii=False))
    typed("RS", "officer", "record", "add", str(file))
    typed("RS", "supervisor", "case", "open", "KT-21", "--title", "x", "--offence", "theft", "--members", "officer")
    assert "Obrad Vještica" in typed("RS", "officer", "record", "find", "Обрад", "Вјештица", "--case", "KT-21")
    assert "Obrad" in typed("RS", "officer", "record", "find", "full_name=Obrad Vjestica", "--case", "KT-21")
    assert "recognised" in typed("RS", "officer", "record", "find", "?!", "--case", "KT-21", code=2)
    assert "may not name" in typed("RS", "officer", "record", "find", "hair=red", "--case", "KT-21", code=2)
