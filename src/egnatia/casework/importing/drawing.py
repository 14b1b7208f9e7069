"""Drawing records of a row, by a mapping: what the node is asked to put on record, each under the key of its thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from egnatia.casework.importing.cells import clean, convert
from egnatia.casework.importing.mapping import Condition, ImportMapping, Reference, Source, Template
from egnatia.casework.importing.row import Row, RowError
from egnatia.model import canonical
from egnatia.model.caveat import Caveat
from egnatia.model.errors import ParseError
from egnatia.model.values import ValueType

#: Half a SHA-256 is enough to tell things apart.
KEY_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One record as a row has it; what it refers to is named by key, since only the node knows what that became."""

    key: str
    kind: str
    properties: Mapping[str, tuple[str, ...]]
    refers: Mapping[str, tuple[str, ...]]  #: Property to the keys of other things.
    caveat: Caveat


def draw(mapping: ImportMapping, row: Row, names: frozenset[str]) -> list[Drawn]:
    """Draw the records of a row.

    Args:
        mapping: of the table.
        row: of the table.
        names: the templates whose records are wanted; what they refer to within the row is drawn, not returned.

    Raises:
        RowError: a cell holds no such value; nothing of the row counts.
    """
    if row.fault:
        raise RowError("", row.fault)
    drawer = _Drawer(mapping, row)
    drawn = [(template.name, drawer.draw(template)) for template in mapping.templates]
    return [found for name, found in drawn if found and name in names]


def key_of(source: str, space: str, parts: tuple[str, ...]) -> str:
    """Return the key of a thing of a source: a digest, so that no index holds what the source calls it."""
    # No part holds a null: cells are clean text.
    return sha256("\0".join((source, space, *parts)).encode()).hexdigest()[:KEY_LENGTH]


class _Drawer:
    """One row on its way to records."""

    def __init__(self, mapping: ImportMapping, row: Row) -> None:
        self._mapping = mapping
        self._cells = row.cells
        self._keys: dict[str, str] = {}
        self._read: dict[str, tuple[str, ...]] = {}

    def draw(self, template: Template) -> Drawn | None:
        """Draw one record; None if the row has nothing of the sort."""
        if template.when and not self._applies(template.when):
            return None
        properties = {name: values for name, source in template.sources.items() if (values := self._values(source))}
        refers = {name: keys for name, found in template.references.items() if (keys := self._referred(found))}
        if not self._says_something(template, properties, refers):
            return None
        key = self._key(template, properties, refers)
        self._keys[template.name] = key
        return Drawn(key=key, kind=template.kind, properties=properties, refers=refers, caveat=template.caveat)

    def _applies(self, condition: Condition) -> bool:
        found = self._texts(condition.column)
        return any(text in condition.values for text in found) if condition.values else bool(found)

    def _texts(self, column: str) -> tuple[str, ...]:
        """Return what stands in a column, without what means nothing."""
        found = self._read.get(column)
        if found is None:
            cells = map(clean, self._cells.get(column, ()))
            found = self._read[column] = tuple(cell for cell in cells if cell and cell not in self._mapping.empty)
        return found

    def _values(self, source: Source) -> tuple[str, ...]:
        if source.constant is not None:
            return tuple(self._converted("", [source.constant], source))
        if source.join is not None:
            return tuple(self._converted(source.columns[0], self._joined(source, source.join), source))
        found = chain.from_iterable(
            self._converted(column, self._split(column, source), source) for column in source.columns
        )
        values = tuple(dict.fromkeys(found))
        if len(values) > 1 and not (source.first or source.conversion.property.many):
            raise RowError(source.columns[0], f"{source.conversion.property.name}: several values, but it has one only")
        return values[:1] if source.first else values

    def _joined(self, source: Source, between: str) -> list[str]:
        """Make one text of several columns; a point needs all of them, and its fractions a dot."""
        parts = [" ".join(self._texts(column)) for column in source.columns]
        if source.conversion.property.type is ValueType.POINT:
            return [between.join(part.replace(",", ".") for part in parts)] if all(parts) else []
        return [between.join(filter(None, parts))] if any(parts) else []

    def _split(self, column: str, source: Source) -> list[str]:
        texts = self._texts(column)
        if not source.split:
            return list(texts)
        return [part for text in texts for piece in text.split(source.split) if (part := piece.strip())]

    def _converted(self, column: str, texts: list[str], source: Source) -> Iterator[str]:
        for text in texts:
            try:
                value = convert(text, source.conversion)
            except ParseError as error:
                raise RowError(column, f"{source.conversion.property.name}: {error.problem}") from error
            if value is not None:
                yield value

    def _referred(self, reference: Reference) -> tuple[str, ...]:
        if not reference.columns:
            key = self._keys.get(reference.template)
            return (key,) if key else ()
        if len(reference.columns) == 1:
            return tuple(self._space_key(reference.space, (text,)) for text in self._texts(reference.columns[0]))
        parts = tuple(" ".join(self._texts(column)) for column in reference.columns)
        return (self._space_key(reference.space, parts),) if all(parts) else ()

    def _says_something(
        self, template: Template, properties: Mapping[str, object], refers: Mapping[str, object]
    ) -> bool:
        """Tell whether a row has a thing at all: a link both ends, anything else more than constants."""
        if template.definition.link:
            return all(end in refers for end in template.definition.link)
        return bool(refers) or any(template.sources[name].constant is None for name in properties)

    def _key(
        self, template: Template, properties: Mapping[str, tuple[str, ...]], refers: Mapping[str, tuple[str, ...]]
    ) -> str:
        if not template.key:
            content = canonical.digest([sorted(properties.items()), sorted(refers.items())])
            return self._space_key(template.space, ("", content))
        parts = tuple(" ".join(self._texts(column)) for column in template.key)
        if not all(parts):
            missing = template.key[parts.index("")]
            raise RowError(missing, f"empty, but {template.name} is known by it")
        return self._space_key(template.space, parts)

    def _space_key(self, space: str, parts: tuple[str, ...]) -> str:
        return key_of(self._mapping.source, space, parts)
