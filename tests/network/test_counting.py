"""The count of altered questions is no list of who was asked for: every byte of the node's files is searched."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.network.realm import Desk, Realm, desk, register

from egnatia.casework.ask import ask, follow
from egnatia.casework.counting import REPEATS
from egnatia.model.answer import Result

#: Who was asked for, by dates that nobody has on record.
NAME, DATES = "Канариновић", [f"19{year}-01-17" for year in range(61, 74)]


def singing(folder: Path, words: list[str]) -> list[str]:
    """Return the words that stand somewhere in the files of a node."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [word for word in words if any(word.encode() in content for content in files)]


def results(officer: Desk) -> list[Result]:
    """Ask by one date after the other."""
    found = []
    for born in DATES[:6]:
        plain = officer.enquiry("AL", family_name=NAME)
        asked = replace(plain, properties={**plain.properties, "birth_date": (born,)})
        [delivered] = follow(officer.office, ask(officer.office, officer.officer, asked))
        assert delivered.answer
        found.append(delivered.answer.result)
    return found


def test_what_was_asked_and_not_found_stands_nowhere_at_the_node_that_was_asked(empty: Realm) -> None:
    empty.found("RS", "AL")
    empty.start("RS", "AL")
    register(empty, "AL", "Petar", "Kanarinovic")
    assert results(desk(empty, "RS")) == [Result.NOTHING] * 6
    assert singing(empty.folder / "RS", DATES) == DATES[:6]
    assert singing(empty.folder / "AL", [NAME, *DATES]) == []
    al, since = empty.office("AL"), empty.clock.now() - timedelta(days=1)
    [tried] = al.store.read(lambda tx: tx.probes.tried(1, since))
    assert (tried.by, tried.wordings) == ("RS", 6)
    assert al.store.read(lambda tx: tx.ledger.trail(REPEATS, 9)) == ()
