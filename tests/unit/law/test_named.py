from egnatia.law.decide import load_law
from egnatia.law.facts import PartySort
from egnatia.law.named import named_parties

BOOK = load_law().book


def test_every_state_that_is_bound_by_anything_is_named_once_by_its_two_letters() -> None:
    states = [found for found in named_parties(BOOK) if found.sort is PartySort.STATE]
    assert {"AL", "RS", "XK", "TR", "GB", "CN"} <= {found.node for found in states}
    assert len({found.country for found in states}) == len(states)
    bound = {name for one in BOOK.instruments.values() for name in one.parties if len(name) == 3 and name.isupper()}
    assert bound == {found.country for found in states}


def test_the_bodies_are_those_that_instruments_lie_between() -> None:
    bodies = [found.node for found in named_parties(BOOK) if found.sort is PartySort.BODY]
    assert bodies == ["EUROPOL", "ICMP", "SELEC"]
