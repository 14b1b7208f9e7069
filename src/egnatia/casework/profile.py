"""How this node names and draws what states disagree on; the key in data stays the same whatever is shown."""

from dataclasses import dataclass
from enum import StrEnum


class Border(StrEnum):
    """How a boundary is drawn on a map."""

    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The display profile of a node.

    The footnote is the one that Belgrade and Pristina agreed on (arrangements on regional representation, 24 February
    2012, point 4); its words stand in `web/geography.py`, in each language.
    """

    kosovo: str = ""  #: The name of XKX; empty: as the reader's language has it.
    kosovo_border: Border = Border.DASHED
    kosovo_footnote: bool = True  #: An asterisk at the name, and the footnote below.
    north_macedonia: str = ""  #: The name of MKD; empty: as the reader's language has it.
