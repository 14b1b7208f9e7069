"""Letters that a partner writes past all use cases, and what is said to them where they arrive."""

from collections.abc import Mapping
from typing import Any

from egnatia.casework.effect import Effect
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.exchange.errors import Refused
from egnatia.model.identity import NodeId
from egnatia.model.message import Message, MessageType


def letter_with(sender: Office, recipient: str, sort: MessageType, body: Mapping[str, Any]) -> Message:
    """Return a letter with any body, as it arrives."""
    return queue(sender, Content(type=sort, recipient=NodeId(recipient), body=body)).message


def objection(office: Office, effect: Effect) -> str:
    """Return why a node does not take a letter; nothing if it does."""
    try:
        office.store.read(effect.check)
    except Refused as refused:
        return str(refused)
    return ""
