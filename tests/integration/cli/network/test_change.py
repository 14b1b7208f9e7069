"""Members join and governors change, by those who govern so far."""

from tests.integration.cli.conftest import Table, cards, root


def test_a_second_node_joins_later(founded: Table) -> None:
    founded.init("NGO1")
    told = founded.type("network", "change", "directory.json", "next.json", "--enter", "NGO1.json")
    assert "NGO1 joins: Contact point NGO1" in told
    founded.sign("next.json", "boris", "vera")
    founded.type("network", "publish", "newer.json", "next.json")
    assert "joined" in founded.type("node", "join", "ngo1.node", "newer.json", "--root", root(founded))


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
