"""Whose name a record bears, in whatever script."""

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import collect
from egnatia.casework.patterns.names import Bearers
from egnatia.casework.rows import Role


@pytest.mark.parametrize(
    ("login", "colleague", "words"),
    [
        ("petar.jovanovic", "x", "the reader's own name"),
        ("p.jovanovic", "x", "the reader's own family name"),
        ("ana.jovanovic7", "x", "the reader's own family name"),
        ("ana.kos", "petar.jovanovic", "a colleague's name"),
        ("ana.kos", "ana.jovanovic", ""),
        ("jovanovic", "officer", ""),
        ("person.officer", "person.supervisor", ""),
    ],
)
def test_a_login_name_and_a_name_on_record_meet_across_scripts(
    scene: Scene, login: str, colleague: str, words: str
) -> None:
    reader = scene.net.person("AL", login, Role.OFFICER)
    scene.net.person("AL", colleague, Role.OFFICER)
    [record] = collect(scene.al, scene.keeper, [person("Петар", "Јовановић")])
    told = scene.al.store.read(lambda tx: Bearers(tx, tx.accounts.list()).bears(record.id, reader.id))
    assert told == words


def test_what_is_no_person_and_what_is_not_there_bears_no_name(scene: Scene) -> None:
    reader = scene.net.person("AL", "petar.jovanovic", Role.OFFICER)
    assert scene.al.store.read(lambda tx: Bearers(tx, tx.accounts.list()).bears("0" * 64, reader.id)) == ""
