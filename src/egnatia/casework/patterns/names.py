"""Whose name a record bears: the reader's own family name, or a colleague's whole name, in whatever script.

What is known of colleagues is the login name, such as `petar.jovanovic`; one without a family name says nothing.
"""

import re
from collections.abc import Iterable
from functools import cache

from egnatia.casework.errors import DamagedError
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.match.names.sounds import spoken
from egnatia.match.names.words import person_tokens
from egnatia.model.identity import AccountId, RecordId
from egnatia.model.record import Record

#: Shorter words of a login name are initials, or numbers.
_SHORTEST = 4
_APART = re.compile(r"[._-]+|\d+")


class Bearers:
    """Tells whose name a record bears; each record is read once."""

    def __init__(self, tx: Transaction, people: Iterable[Account]) -> None:
        """Take the names apart."""
        self._tx = tx
        self._names = {one.id: _words(one.name) for one in people}
        self._known: dict[str, Record | None] = {}

    def bears(self, record: str, reader: AccountId) -> str:
        """Say whose name a record bears to a reader; nothing if nobody's."""
        found = self._read(record) if self._names.get(reader) or any(self._names.values()) else None
        if found is None or found.kind != "person":
            return ""
        family, first = _spoken(found, "family_name"), _spoken(found, "first_name")
        mine = self._names.get(reader, ())
        if mine and mine[-1] & family:
            return "the reader's own name" if len(mine) > 1 and mine[0] & first else "the reader's own family name"
        others = (words for who, words in self._names.items() if who != reader and len(words) > 1)
        return "a colleague's name" if any(one[-1] & family and one[0] & first for one in others) else ""

    def _read(self, record: str) -> Record | None:
        if record not in self._known:
            try:
                stored = self._tx.records.get(RecordId(record))
            except DamagedError:  # the comparison with the log names it
                stored = None
            self._known[record] = stored.record if stored else None
        return self._known[record]


@cache
def _words(login: str) -> tuple[frozenset[str], ...]:
    """Return how the words of a login name may sound, the first name before the family name; none if it has but one."""
    words = [word for word in _APART.split(login) if word]
    if len(words) < 2 or len(words[-1]) < _SHORTEST:  # noqa: PLR2004 - a first name or initial, and a family name
        return ()
    return tuple(frozenset(sound for token in person_tokens(word) for sound in spoken(token.sounds)) for word in words)


def _spoken(record: Record, name: str) -> frozenset[str]:
    values = record.properties.get(name, ())
    return frozenset(sound for value in values for token in person_tokens(value) for sound in spoken(token.sounds))
