"""Governors found a network: enough of them, each once, and nothing is written that is not whole."""

import pytest
from tests.integration.cli.conftest import Table, cards, root


def test_two_of_three_found_a_network_and_a_node_joins_it(founded: Table) -> None:
    assert "joined" in founded.type("node", "join", "icmp.node", "directory.json", "--root", root(founded))


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
