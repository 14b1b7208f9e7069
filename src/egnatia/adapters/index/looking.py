"""How a question is put to tantivy: which keys must be met, and which only bring a record further to the front."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import tantivy
from tantivy import Occur, Query

from egnatia.match.near import NearKeys

#: One alternative of a query: how it counts, and what it is.
_Clause: TypeAlias = tuple[Occur, Query]

#: The fields of the index, all of them numbers. `no` and `id` name a record; the others hold its keys.
NO, ID, PAIR, WORD, BORN = "no", "id", "pair", "word", "born"
#: The two halves of the sketch of its sounds, 64 bits each.
LOW, HIGH = "low", "high"
#: Of the one document that says how far the index has come: that it is this one, and the digest of the last record.
MARK, LAST = "mark", "last"
MARKED: Final = 1

#: Two words by all their consonants say more than two of which one lacks one; the day says more than the year.
_WHOLE: Final = 2.0
_DAY: Final = 3.0


def schema() -> tantivy.Schema:
    """Return the fields: numbers only, of which none is stored beside the index of it."""
    builder = tantivy.SchemaBuilder()
    for name in (PAIR, WORD, BORN, MARK):
        builder.add_unsigned_field(name, indexed=True)
    for name in (NO, ID, LAST):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in (LOW, HIGH):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


class Looking:
    """Builds the queries of one index."""

    def __init__(self, of: tantivy.Schema) -> None:
        """Take the index's own schema."""
        self._schema = of

    def near(self, keys: NearKeys) -> Query:
        """Return who shares a pair of words, or a word and the day of birth; of one word, who has it.

        Among them those come first who share rare keys and many, words as they are heard, and the year of birth.
        """
        must = self._pairs(keys) if keys.whole or keys.part else self._some(WORD, keys.bones + keys.heard)
        born = [(Occur.Should, Query.boost_query(self._some(BORN, keys.days), _DAY))] if keys.days else []
        more = [*self._each(WORD, keys.heard), *self._each(BORN, keys.years), *born]
        return Query.boolean_query([(Occur.Must, must), *more])

    def at(self, field: str, value: int) -> Query:
        """Return who has a number in a field."""
        return Query.term_query(self._schema, field, value)

    def _pairs(self, keys: NearKeys) -> Query:
        whole = [(Occur.Should, Query.boost_query(query, _WHOLE)) for _, query in self._each(PAIR, keys.whole)]
        return Query.boolean_query([*whole, *self._each(PAIR, keys.part), *self._same_day(keys)])

    def _same_day(self, keys: NearKeys) -> list[_Clause]:
        """Return who was born on the day and shares one word."""
        if not keys.days:
            return []
        one_word = self._some(WORD, keys.bones + keys.heard)
        return [
            (Occur.Should, Query.boolean_query([(Occur.Must, self._some(BORN, keys.days)), (Occur.Must, one_word)]))
        ]

    def _some(self, field: str, values: Iterable[int]) -> Query:
        return Query.boolean_query(list(self._each(field, values)))

    def _each(self, field: str, values: Iterable[int]) -> Iterator[_Clause]:
        return ((Occur.Should, self.at(field, value)) for value in dict.fromkeys(values))
