"""A node changes its keys, and renews its directory."""

from tests.integration.cli.conftest import Table, root


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
