"""Partners without a node: no node is called as they are."""

import pytest

from egnatia.model.authority import code_of, on_paper, parse_partner
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node


def test_a_partner_is_a_node_or_a_country_or_body_on_paper() -> None:
    assert (parse_partner("AL", "to"), parse_partner("paper:CHN", "to")) == ("AL", "paper:CHN")
    assert [on_paper(one) for one in ("AL", "paper:CHN", "")] == [False, True, False]
    assert [code_of(NodeId(one)) for one in ("AL", "paper:CHN")] == ["AL", "CHN"]


def test_no_node_can_take_the_address_of_an_authority_on_paper() -> None:
    with pytest.raises(ParseError):
        parse_node("paper:CHN", "node")


@pytest.mark.parametrize("wrong", ["paper:", "paper:chn", "paper:C H", "al", ""])
def test_what_is_neither_is_refused(wrong: str) -> None:
    with pytest.raises(ParseError):
        parse_partner(wrong, "to")
