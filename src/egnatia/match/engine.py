"""The port that every engine of matching implements: keys to find candidates by, and a score to judge them with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from egnatia.match.scores import Score
from egnatia.model.kinds import Kind

#: Name of a property to its values, as in a record and in a question.
Properties: TypeAlias = Mapping[str, tuple[str, ...]]

#: The longest key that an engine gives, in ASCII characters.
KEY_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One blocking key: records and questions that share a term are candidates for one another."""

    scheme: str  #: What the key is made of; a scheme ending in `~` holds keys for inexact questions only.
    key: str  #: ASCII, 1 to `KEY_LENGTH` characters.


class Engine(Protocol):
    """Compares records of some kinds with questions.

    Pure, deterministic and total: the same arguments give the same result, on every node of one version; whatever
    the values hold, it answers without an exception and within 5 ms.
    """

    @property
    def name(self) -> str:
        """Name and version, such as `names/2`: terms and scores of two versions are not comparable."""
        ...

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return the keys to store with a record."""
        ...

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:
        """Return the keys to look up for a question.

        Args:
            kind: what is asked for.
            asked: the properties that the question names.
            exact: whether the instrument allows complete keys only (Prüm vehicles: 2008/615/JHA Art. 12).
        """
        ...

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge one record against one question.

        Args:
            kind: of both.
            asked: the properties that the question names.
            found: the properties of the record.
            exact: whether the instrument allows complete keys only.
        """
        ...
