"""Writing to a search index: records in, records out, and how far it has come, all in one commit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import tantivy

from egnatia.adapters.index.looking import BORN, HIGH, ID, LAST, LOW, MARK, MARKED, NO, PAIR, WORD, Looking
from egnatia.casework.nearby import NumberedRow
from egnatia.match.near import SKETCH_BITS, Digest, NearKeys, NearReader

#: A sketch lies in two numbers of so many bits.
HALF_BITS: Final = SKETCH_BITS // 2
HALF: Final = (1 << HALF_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far an index has come: to which row, and which record that was."""

    no: int
    last: int  #: Digest of the record's id.


class Writing:
    """One writer of an index; nothing counts before it is committed."""

    def __init__(self, writer: tantivy.IndexWriter, looking: Looking, reader: NearReader, digest: Digest) -> None:
        """Take tantivy's writer over."""
        self._writer = writer
        self._looking = looking
        self._reader = reader
        self._digest = digest

    def add(self, records: Iterable[NumberedRow]) -> None:
        """Take records in that are not there yet; those without a name are passed over."""
        for record in records:
            keys = self._reader.keys(record.kind, record.properties)
            if keys is not None:
                self._writer.add_document(self._document(record, keys))

    def _document(self, record: NumberedRow, keys: NearKeys) -> tantivy.Document:
        document = tantivy.Document()
        low, high = keys.sketch & HALF, keys.sketch >> HALF_BITS
        for field, value in ((NO, record.no), (ID, self._digest(record.id)), (LOW, low), (HIGH, high)):
            document.add_unsigned(field, value)
        for field, values in ((PAIR, keys.whole + keys.part), (WORD, keys.heard + keys.bones)):
            for value in dict.fromkeys(values):
                document.add_unsigned(field, value)
        for value in keys.years + keys.days:
            document.add_unsigned(BORN, value)
        return document

    def forget(self, records: Iterable[str]) -> None:
        """Let records vanish; those that are not there are passed over."""
        for record in records:
            self._writer.delete_documents_by_query(self._looking.at(ID, self._digest(record)))

    def commit(self, mark: Mark) -> None:
        """Let all of it count, with how far the index has come; on disk when this returns."""
        self._writer.delete_documents_by_query(self._looking.at(MARK, MARKED))
        document = tantivy.Document()
        for field, value in ((MARK, MARKED), (NO, mark.no), (LAST, mark.last)):
            document.add_unsigned(field, value)
        self._writer.add_document(document)
        self._writer.commit()
