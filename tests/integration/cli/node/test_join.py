"""A node joins the network that lists it, and again if it lost its directory."""

from tests.integration.cli.conftest import Table, root


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


def test_an_account_that_cannot_be_called_so_joins_nothing(founded: Table) -> None:
    typed = ("node", "join", "icmp.node", "directory.json", "--root", root(founded), "--administrator", "A B")
    assert "not an account name" in founded.type(*typed, code=2)
    assert not (founded.folder / "icmp.node" / "directory").exists()
