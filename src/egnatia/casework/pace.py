"""How long the answer to a question may take, by the kind that is asked for and nothing else."""

from datetime import timedelta
from typing import Final

from egnatia.exchange.pace import Pace
from egnatia.model.message import Message, MessageType

#: Kinds that are found by numbers, which few records share. Of any other, a question may come near 500 records
#: (`answer.CANDIDATES`), whose names are all compared.
_BY_NUMBER: Final = frozenset({"account", "device", "document", "firearm", "object", "vehicle", "vessel"})

_QUICK: Final = Pace(alone=timedelta(milliseconds=40), further=timedelta(milliseconds=8))
_SLOW: Final = Pace(alone=timedelta(milliseconds=80), further=timedelta(milliseconds=40))


def pace_of(message: Message) -> Pace | None:
    """Return the pace of a question that was read; None for any other message."""
    if message.type is not MessageType.QUESTION:
        return None
    return _QUICK if message.body["kind"] in _BY_NUMBER else _SLOW
