"""What a partner's machine gave at once, in lines: what it says, then how it may be used."""

from collections.abc import Iterator
from typing import Any

#: What of a caveat an officer must know before anything is done with the data.
_BINDING = ("handling", "restriction", "contested", "retain_until")


def lines_of(record: dict[str, Any] | None) -> Iterator[str]:
    """Yield the lines of a record as JSON has it; none where nothing was given."""
    if record is None:
        return
    for name, values in record["properties"].items():
        yield f"{name}: {', '.join(values)}"
    caveat = record["caveat"]
    said = {name: caveat[name] for name in _BINDING if caveat[name]}
    for name, value in said.items():
        yield f"[{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}]"
