"""Seals: the log entry of an act carries a digest of each row that the act wrote, so that rows answer to the log.

The log cannot be rewritten unseen; a table can. Whoever changes an account's roles by SQL, takes a holding out or puts
a member into a case file leaves a row that the log does not know. A seal stands in the details of an entry, as
`row_0`, `row_1` and so on: the table, the row's key, and 128 bits of a SHA-256 over its columns. The newest one counts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from egnatia.ledger.entry import MOST_DETAILS, Entry
from egnatia.model import canonical

#: Under this subject the log's index has the entry with which a node began to seal its rows.
SEALING: Final = canonical.digest("rows are sealed from here on")
#: What seals call the hiding of a record: it was recalled, and a legal hold keeps it. The record itself needs no seal.
HIDING: Final = "hiding"
#: What was sealed later than the rest, and the subject of the entry with which a node began to.
LATER: Final[Mapping[str, str]] = MappingProxyType({HIDING: canonical.digest("hidings are sealed from here on")})
#: What stands in the place of a seal when a row was taken away by an act.
GONE: Final = "gone"
#: Keys of an entry's details under which seals stand.
PREFIX: Final = "row_"

_CODE = re.compile(r"[A-Za-z0-9_./-]{1,100}")

#: A table and the values of the columns by which one of its rows is found.
Touched: TypeAlias = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What one row is, or that it is gone."""

    table: str
    key: str  #: Of the row within its table, as the log has it.
    digest: str | None  #: 32 hexadecimal digits; None: the row is gone.
    record: str = ""  #: The id of the record that the row belongs to, where it is about one.

    def to_code(self) -> str:
        """Write it as the log has it."""
        return f"{self.table}:{self.key}:{self.digest or GONE}"


class Inventory(Protocol):
    """The rows that are sealed, read as they lie in storage; a part of a `ports.Transaction`."""

    def seals(self, touched: Sequence[Touched]) -> Sequence[Seal]:
        """Return what these rows are now, in the same order."""
        ...

    def every(self) -> Iterator[Seal]:
        """Return all rows that are sealed, table by table."""
        ...

    def logged(self) -> Iterator[tuple[int | None, bytes]]:
        """Return the entries of the log with their places: None where one waits for its place."""
        ...

    def broken(self) -> Iterator[str]:
        """Return the ids of records whose row belies their content: it was changed by hand. Reads the whole register.

        The content has another id, the day until which it is kept is not that of its caveat, or it is called erased.
        """
        ...

    def misfiled(self) -> Iterator[str]:
        """Return the leaf hashes of entries filed under another act or time than they say. Reads the whole log."""
        ...


def key_of(*parts: str) -> str:
    """Return the key of a row as the log can have it; of what no code of the log can say, a digest."""
    key = "/".join(parts)
    return key if _CODE.fullmatch(key) else canonical.digest(list(parts))[:32]


def digest_of(table: str, values: Iterable[object]) -> str:
    """Return the digest over the columns of a row, the same whatever database they lie in."""
    return canonical.digest([table, *map(_plain, values)])[:32]


def _plain(value: object) -> str | None:
    """Spell a value so that no two are spelt alike; a flag is a number in one database and a truth in another."""
    if value is None:
        return None
    if isinstance(value, str):
        return f"s{value}"
    return f"i{int(value)}" if isinstance(value, int) else f"?{value!r}"


def ride(entries: Sequence[Entry], seals: Sequence[Seal]) -> tuple[list[Entry], Sequence[Seal]]:
    """Put seals into the details of entries, as many as there is room for.

    Returns:
        The entries, the last of which carry seals, and the seals that are left.
    """
    carrying, left = list(entries), list(seals)
    for index in range(len(carrying) - 1, -1, -1):
        if not left:
            break
        room = MOST_DETAILS - len(carrying[index].detail)
        taken, left = left[:room], left[room:]
        detail = {**carrying[index].detail, **{f"{PREFIX}{no}": one.to_code() for no, one in enumerate(taken)}}
        carrying[index] = replace(carrying[index], detail=detail)
    return carrying, left


def sealed_in(entry: Entry) -> Iterator[Seal]:
    """Return the seals that an entry carries; what is no seal is none."""
    for name, code in entry.detail.items():
        parts = code.split(":")
        if name.startswith(PREFIX) and len(parts) == 3:  # noqa: PLR2004 - table, key, digest
            table, key, digest = parts
            yield Seal(table=table, key=key, digest=None if digest == GONE else digest)
