"""The charge: the body of the letter by which a witness shows to all members that a log contradicts itself."""

from dataclasses import dataclass
from typing import Any

from egnatia.model.identity import NodeId, parse_node
from egnatia.model.reading import Fields, text

#: Characters of a checkpoint in a charge: the log's own signatures, and nobody else's.
LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Two checkpoints that one log signed and that no log that only grows can have signed."""

    log: NodeId
    one: str
    other: str


def plain_charge(charge: Charge) -> dict[str, Any]:
    """Write a charge as the body of a message."""
    return {"log": charge.log, "one": charge.one, "other": charge.other}


def parse_charge(value: object, path: str = "") -> Charge:
    """Read a charge strictly; whether the two contradict each other, `ledger.contradiction` says.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    charge = Charge(
        log=fields.take("log", parse_node),
        one=fields.take("one", text(LONGEST_NOTE)),
        other=fields.take("other", text(LONGEST_NOTE)),
    )
    fields.finish()
    return charge
