from egnatia.cli.demo.members import BY_NODE, MEMBERS
from egnatia.law.facts import PartySort
from egnatia.model.identity import NodeId, parse_node
from egnatia.model.values import COUNTRIES

STATES = ["AL", "AT", "BA", "BG", "DE", "GB", "GR", "HR", "HU", "IT", "MD", "ME", "MK", "RO", "RS", "SI", "TR", "XK"]


def test_eighteen_states_three_bodies_and_an_ngo_make_the_network() -> None:
    nodes = {sort: [member.node for member in MEMBERS if member.sort is sort] for sort in PartySort}
    assert nodes == {PartySort.STATE: STATES, PartySort.BODY: ["EUROPOL", "ICMP", "SELEC"], PartySort.NGO: ["LANTERN"]}


def test_a_state_is_named_by_the_two_letters_of_its_country() -> None:
    for member in MEMBERS:
        if member.country and member.sort is PartySort.STATE:
            alpha2 = COUNTRIES[member.country]["alpha2"]
            assert member.node == alpha2


def test_every_node_has_a_name_that_the_protocol_takes() -> None:
    assert [parse_node(member.node, "node") for member in MEMBERS] == list(BY_NODE)


def test_bodies_have_no_country_and_everybody_has_an_agency() -> None:
    assert all((member.country is None) == (member.sort is PartySort.BODY) for member in MEMBERS)
    assert all(member.agency and "_" not in member.name for member in MEMBERS)


def test_registers_are_kept_in_three_scripts() -> None:
    scripts = {node: BY_NODE[NodeId(node)].script for node in ("RS", "MK", "BG", "GR", "AL", "TR")}
    assert scripts == {"RS": "Cyrl", "MK": "Cyrl", "BG": "Cyrl", "GR": "Grek", "AL": "Latn", "TR": "Latn"}
