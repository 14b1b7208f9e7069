"""A story: one published case as the records of the nodes that worked on it, and the acts that the demo plays."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egnatia.casework.rows import Role
from egnatia.cli.demo.stories.script import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.record import Record
from egnatia.model.values import COUNTRIES

#: What a record is called within one story and node.
Label = str


class StoryError(Exception):
    """What came of an act is not what the story tells; names what differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """An authority that took part and runs no node here; its consent is a document."""

    country: CountryCode | None  #: None: an international body.
    authority: str
    part: str
    consent: str  #: The document by which it agreed to its part, or to what the nodes hold from it.
    consent_date: date

    def document(self, case: str) -> str:
        """Write the consent as the paper that the authority signed; a node that acts on it keeps its SHA-256."""
        place = COUNTRIES[self.country]["name"] if self.country else "International body"
        return (
            f"{self.authority}\n{place}\n\n{self.consent}\n{self.consent_date.isoformat()}\n\n"
            f"In the matter: {case}.\nWe consent to our part in it: {self.part}.\n\n"
            f"Signed for {self.authority}\n(An invented document, for the demo.)\n"
        )

    def digest(self, case: str) -> str:
        """Return the SHA-256 of the consent's document."""
        return hashlib.sha256(self.document(case).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case file that a supervisor of one node has open, and who works in it."""

    node: NodeId
    reference: str
    title: str
    purpose: Purpose
    offence: str | None
    members: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One case."""

    name: str
    title: str
    case: str  #: What the published case is called, and when it was.
    summary: str
    invented: str  #: What of it was made up for the demo.
    begins: date
    ends: date
    externals: tuple[External, ...]
    records: Mapping[NodeId, Mapping[Label, Record]]
    case_files: Mapping[str, Opened]
    script: tuple[Act, ...]

    def external(self, authority: str) -> External | None:
        """Return an authority without a node, by its country or its name."""
        found = (one for one in self.externals if authority in {one.country, one.authority})
        return next(found, None)

    def all_records(self) -> tuple[Record, ...]:
        """Return the records of all nodes."""
        return tuple(record for held in self.records.values() for record in held.values())
