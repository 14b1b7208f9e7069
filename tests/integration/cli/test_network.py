"""Governors found a network and change it by typed commands: keys that touch no node, drafts, signatures of several."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.network.realm import free_port

from egnatia.cli import main

Type = Callable[..., str]
THREE = ("ana", "boris", "vera")


@dataclass(frozen=True)
class Table:
    """The table at which governors sit: a folder with their files, and a way to type commands."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def type(self, *words: object, code: int = 0) -> str:
        """Type a command within the folder; it must end as expected, and bad input with one sentence."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(self.folder / word) if str(word).count(".") == 1 else str(word) for word in map(str, words)])
        told = self.capsys.readouterr()
        assert ended.value.code == code, told.err or told.out
        if code:
            assert len(told.err.splitlines()) == 1
        return told.err if code else told.out + told.err

    def files(self) -> set[str]:
        """Return which files there are."""
        return {path.name for path in self.folder.iterdir()}

    def init(self, name: str) -> str:
        """Make a node and its entry."""
        self.capsys.readouterr()
        port = free_port()
        told = self.type("node", "init", f"{name.lower()}.node", "--name", name, "--agency", f"Contact point {name}",
                         "--sort", "body", "--endpoint", f"https://localhost:{port}", "--port", port)  # fmt: skip
        (self.folder / f"{name}.json").write_text(told.splitlines()[0])
        return told

    def sign(self, draft: str, *governors: str) -> str:
        """Let governors sign a draft, one after the other; returns what the last one was told."""
        return [self.type("network", "sign", draft, f"{name}.key") for name in governors][-1]


def cards(*names: str) -> list[str]:
    return [word for name in names for word in ("--governor", str(name))]


@pytest.fixture
def table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Table:
    made = Table(tmp_path, capsys)
    for name in (*THREE, "mila"):
        made.type("network", "key", f"{name}.key")
        (tmp_path / f"{name}.key.pub").rename(tmp_path / f"{name}.pub")
    made.init("ICMP")
    made.type("network", "found", "draft.json", "ICMP.json", *cards("ana.pub", "boris.pub", "vera.pub"))
    return made


@pytest.fixture
def founded(table: Table) -> Table:
    table.sign("draft.json", "ana", "vera")
    table.type("network", "publish", "directory.json", "draft.json")
    return table


def root(table: Table) -> str:
    told = table.type("network", "publish", "copy.json", "draft.json")
    (table.folder / "copy.json").unlink()
    return told.split()[1]


def test_two_of_three_found_a_network_and_a_node_joins_it(founded: Table) -> None:
    assert "joined" in founded.type("node", "join", "icmp.node", "directory.json", "--root", root(founded))


def test_one_signature_is_not_enough_and_nothing_is_published(table: Table) -> None:
    assert "1 wanted" in table.sign("draft.json", "ana")
    before = table.files()
    assert "1 of 2 signatures are missing" in table.type("network", "publish", "directory.json", "draft.json", code=2)
    assert table.files() == before


def test_the_same_governor_twice_counts_once(table: Table) -> None:
    assert "1 wanted" in table.sign("draft.json", "ana", "ana")


def test_governors_sign_copies_that_are_joined(table: Table) -> None:
    shutil.copy(table.folder / "draft.json", table.folder / "other.json")
    table.sign("draft.json", "ana")
    table.sign("other.json", "boris")
    assert "version 1" in table.type("network", "publish", "directory.json", "draft.json", "other.json")


def test_copies_of_different_drafts_are_not_joined(table: Table) -> None:
    table.type("network", "found", "other.json", "ICMP.json", *cards("ana.pub", "boris.pub"))
    told = table.type("network", "publish", "directory.json", "draft.json", "other.json", code=2)
    assert "not copies of one draft" in told


def test_a_key_that_governs_nothing_signs_nothing(table: Table) -> None:
    before = (table.folder / "draft.json").read_bytes()
    assert "none of the governors" in table.type("network", "sign", "draft.json", "mila.key", code=2)
    assert (table.folder / "draft.json").read_bytes() == before


def test_a_second_node_joins_later(founded: Table) -> None:
    founded.init("NGO1")
    told = founded.type("network", "change", "directory.json", "next.json", "--enter", "NGO1.json")
    assert "NGO1 joins: Contact point NGO1" in told
    founded.sign("next.json", "boris", "vera")
    founded.type("network", "publish", "newer.json", "next.json")
    assert "joined" in founded.type("node", "join", "ngo1.node", "newer.json", "--root", root(founded))


def test_a_node_that_is_not_listed_yet_does_not_join_and_nothing_is_written(founded: Table) -> None:
    founded.init("NGO1")
    told = founded.type("node", "join", "ngo1.node", "directory.json", "--root", root(founded), code=2)
    assert "does not list NGO1: ask the governors" in told
    assert not (founded.folder / "ngo1.node" / "directory").exists()


def test_a_node_that_left_its_directory_joins_again_with_its_people(founded: Table) -> None:
    typed = ("node", "join", "icmp.node", "directory.json", "--root", root(founded))
    founded.type(*typed)
    assert "holds the directory of a network already" in founded.type(*typed, code=2)
    (founded.folder / "icmp.node" / "directory").rename(founded.folder / "icmp.node" / "former")
    assert "joined" in founded.type(*typed)


def test_a_node_changes_its_keys_and_the_governors_list_both(founded: Table) -> None:
    founded.type("node", "join", "icmp.node", "directory.json", "--root", root(founded))
    told = founded.type("node", "rotate", "icmp.node")
    (founded.folder / "new.json").write_text(told.splitlines()[0])
    told = founded.type("network", "change", "directory.json", "next.json", "--enter", "new.json")
    assert told.count("ICMP adds the ") == 3
    founded.sign("next.json", "ana", "boris")
    founded.type("network", "publish", "newer.json", "next.json")
    assert "version 2 is in force" in founded.type("node", "renew", "icmp.node", "newer.json")
    assert "older than the known 2" in founded.type("node", "renew", "icmp.node", "directory.json", code=2)


def test_a_node_of_no_network_has_no_keys_to_change(founded: Table) -> None:
    assert "cannot be read" in founded.type("node", "rotate", "icmp.node", code=2)
    assert not (founded.folder / "icmp.node" / "keys" / "2").exists()


def test_an_account_that_cannot_be_called_so_joins_nothing(founded: Table) -> None:
    typed = ("node", "join", "icmp.node", "directory.json", "--root", root(founded), "--administrator", "A B")
    assert "not an account name" in founded.type(*typed, code=2)
    assert not (founded.folder / "icmp.node" / "directory").exists()


def test_a_governor_who_lost_the_key_is_replaced_by_the_others(founded: Table) -> None:
    typed = ("network", "change", "directory.json", "next.json", *cards("ana.pub", "vera.pub", "mila.pub"))
    founded.type(*typed)
    founded.sign("next.json", "ana", "vera")
    founded.type("network", "publish", "newer.json", "next.json")
    assert "is a governor no more" in founded.type("network", "show", "newer.json", "--before", "directory.json")
    founded.type("network", "change", "newer.json", "third.json")
    assert "none of the governors" in founded.type("network", "sign", "third.json", "boris.key", code=2)
    assert "publish" in founded.sign("third.json", "vera", "mila")


def test_the_new_governors_alone_do_not_replace_the_old_ones(founded: Table) -> None:
    founded.type("network", "change", "directory.json", "next.json", *cards("boris.pub", "mila.pub"))
    told = founded.sign("next.json", "boris", "mila")
    assert "root 2, by the governors before it: 1 of 2 signatures, 1 wanted" in told
    assert "signatures are missing" in founded.type("network", "publish", "newer.json", "next.json", code=2)


BAD = {
    "not in the range": ("network", "found", "x.json", "ICMP.json", *cards("ana.pub", "boris.pub"), "--threshold", 1),
    "cannot reach": ("network", "found", "x.json", "ICMP.json", *cards("ana.pub", "boris.pub"), "--threshold", 3),
    "stands twice": ("network", "found", "x.json", "ICMP.json", *cards("ana.pub", "ana.pub")),
    "no governor's card": ("network", "found", "x.json", "ICMP.json", *cards("ana.key", "boris.pub")),
    "no entry of a node": ("network", "found", "x.json", "ana.pub", *cards("ana.pub", "boris.pub")),
    "exists already": ("network", "found", "draft.json", "ICMP.json", *cards("ana.pub", "boris.pub")),
    "never overwritten": ("network", "key", "ana.key"),
    "lists no XX": ("network", "change", "directory.json", "x.json", "--expel", "XX"),
    "0f0f names no key": ("network", "change", "directory.json", "x.json", "--revoke", "ICMP:0f0f"),
    "has no key 0f0f0f0f0f0f": ("network", "change", "directory.json", "x.json", "--revoke", "ICMP:0f0f0f0f0f0f"),
    "malformed": ("network", "sign", "ICMP.json", "ana.key"),
    "damaged": ("network", "sign", "draft.json", "ana.pub"),
    "signed by 0 of the 2": ("network", "change", "unsigned.json", "x.json"),
}


@pytest.mark.parametrize("words", BAD)
def test_bad_input_ends_in_one_sentence_and_nothing_is_written(founded: Table, words: str) -> None:
    founded.type("network", "found", "unsigned.json", "ICMP.json", *cards("ana.pub", "boris.pub"))
    before = {path: path.stat().st_mtime_ns for path in founded.folder.rglob("*")}
    assert words in founded.type(*BAD[words], code=2)
    assert {path: path.stat().st_mtime_ns for path in founded.folder.rglob("*")} == before
