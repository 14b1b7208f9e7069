"""A partner without a node: an authority that is written to on paper, by its country or as the body that it is.

It stands where a node would, behind a word with which no node's name begins: `paper:CHN`, `paper:EUROPOL`.
"""

from enum import StrEnum
from typing import Final

from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node

#: What stands before the country or body of a partner without a node.
PAPER: Final = "paper:"


class Way(StrEnum):
    """How paper goes, or came."""

    POST = "post"
    COURIER = "courier"
    FAX = "fax"
    EMAIL = "email_outside"  #: Outside this system.
    IN_PERSON = "given_in_person"


def on_paper(partner: str) -> bool:
    """Tell whether a partner has no node, so that what is written to it goes on paper."""
    return partner.startswith(PAPER)


def code_of(partner: NodeId) -> NodeId:
    """Return the country or body of a partner without a node; of one that has a node, that."""
    return NodeId(partner.removeprefix(PAPER))


def parse_partner(value: str, path: str) -> NodeId:
    """Read to whom a message goes: a node by its name, or a partner without one by its country or body.

    Raises:
        ParseError: neither.
    """
    if not on_paper(value):
        return parse_node(value, path)
    try:
        return NodeId(PAPER + parse_node(value.removeprefix(PAPER), path))
    except ParseError:
        raise ParseError(path, "not a country or body, such as CHN") from None
