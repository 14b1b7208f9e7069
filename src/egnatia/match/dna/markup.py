"""XML of laboratories and contact points, read without document types, entities or anything that lies elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError as NotWellFormed

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import locus_named

#: Larger files are no message of 500 profiles.
LONGEST = 64_000_000
_DEEPEST = 12


@dataclass(slots=True, kw_only=True)
class Element:
    """One element, by its name without prefix and in small letters, with the line on which it begins."""

    name: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def named(self, name: str) -> "Iterator[Element]":
        """Give the elements below of a name, without regard to capitals."""
        return (child for child in self.children if child.name == name)

    def one(self, name: str) -> "Element":
        """Return the one element below of a name.

        Raises:
            ProfileError: there is none, or several.
        """
        found = list(self.named(name))
        if len(found) != 1:
            raise ProfileError(f"line {self.line}: {self.name} has {len(found) or 'no'} {name}, and needs one")
        return found[0]

    def value(self, name: str, default: str | None = None) -> str:
        """Return the text of the one element below of a name.

        Raises:
            ProfileError: there are several, or there is none and no default.
        """
        if default is not None and not any(self.named(name)):
            return default
        return self.one(name).text.strip()

    def only(self, *known: str) -> None:
        """Refuse elements that nobody here reads.

        Raises:
            ProfileError: one is unknown; it and its line are named.
        """
        strange = next((child for child in self.children if child.name not in known), None)
        if strange is not None:
            raise ProfileError(f"line {strange.line}: {self.name} has no {strange.name}")


class _Growing:
    """Takes what the parser meets, with the line on which it stands."""

    def __init__(self) -> None:
        self.parser: Any = None  # made after this
        self.open: list[Element] = []
        self.root: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = int(self.parser.parser.CurrentLineNumber)
        if len(self.open) >= _DEEPEST:
            raise ProfileError(f"line {line}: elements stand within one another more than {_DEEPEST} deep")
        made = Element(name=tag.rpartition("}")[2].casefold(), line=line, attributes=dict(attributes))
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's
        self.open.pop()

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def close(self) -> None:
        """End, as the parser wants it."""


def read_markup(text: str) -> Element:
    """Return the root of a document.

    Raises:
        ProfileError: it is not well-formed, too long or too deep, or has a document type or entities, which could name
            other files; the line is named.
    """
    if len(text) > LONGEST:
        raise ProfileError(f"the file has {len(text)} characters, and {LONGEST} are read at most")
    growing = _Growing()
    parser = DefusedXMLParser(target=growing, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    growing.parser = parser
    try:
        parser.feed(text)
        parser.close()
    except NotWellFormed as error:
        raise ProfileError(f"line {error.position[0]}: the file is no well-formed XML") from error
    except DefusedXmlException as error:
        raise ProfileError("the file has a document type or entities, which are not read") from error
    if growing.root is None:
        raise ProfileError("line 1: the file is empty")
    return growing.root


def named_locus(element: Element, name: str) -> str:
    """Return the locus that an element is about.

    Raises:
        ProfileError: no locus is called so; the line is named.
    """
    try:
        return locus_named(name)
    except ProfileError as error:
        raise ProfileError(f"line {element.line}: {error}") from error
