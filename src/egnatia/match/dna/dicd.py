"""Prüm messages on DNA as contact points exchange them: `PRUEMx`, a header and up to 500 profiles.

The interface control document (DICD) of 2008/616/JHA, Annex ch. 1. Names of elements are read without regard to
capitals and prefixes. Results are those of the decision: 0 refers to the profile that was asked for, 1 to 4 are the
qualities of hits (`comparison.Quality`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import RuleSet
from egnatia.match.dna.markup import Element, named_locus, read_markup
from egnatia.match.dna.profile import WILDCARD, Profile, read_profile

ROOT: Final = "pruemx"
MOST: Final = 500

#: What may stand in coded fields: direction, kind of search, kind of profile, result, quality.
DIRECTIONS: Final = frozenset({"R", "A"})  #: Request, answer.
SEARCHES: Final = frozenset({"3", "4"})  #: By Art. 3, by Art. 4 of 2008/615/JHA.
SORTS: Final = frozenset({"P", "S"})  #: Of a person, of a stain.
RESULTS: Final = frozenset({"U", "H", "N", "E"})  #: Undefined (in requests), hit, no hit, error.
QUALITIES: Final = frozenset({"0", "1", "2", "3", "4"})

_ROUTE = ("source_isocode", "destination_isocode", "request_id", "date", "time")
_HEADER = ("direct", "ref", "generator", "schema_version")
_FIELDS = (
    "reqtype", "date", "type", "result", "agency", "profile_ident", "message", "match_id", "quality", "hitcount",
    "rescount",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One profile of a message, with what is said of it."""

    profile: Profile
    fields: Mapping[str, str]  #: `reqtype`, `type`, `result`, `quality` and others, as the message gives them.


@dataclass(frozen=True, slots=True, kw_only=True)
class PruemMessage:
    """A request or an answer."""

    header: Mapping[str, str]
    requesting: Mapping[str, str]
    requested: Mapping[str, str]
    entries: tuple[Entry, ...]


def read_pruem(root: Element, rules: RuleSet) -> PruemMessage:
    """Return the message that a document holds.

    Args:
        root: of the document.
        rules: which values are wildcards, and which loci are of the standard set.

    Raises:
        ProfileError: an element, code, locus or value that is none, or more than 500 profiles; line and locus are
            named.
    """
    root.only("header", "datas", "pruem_header", "pruem_datas")
    header = _first(root, "header", "pruem_header")
    header.only(*_HEADER, "requesting", "requested")
    given = [child for child in root.children if child is not header]
    if not 0 < len(given) <= MOST:
        raise ProfileError(f"line {root.line}: {len(given)} profiles, and a message has 1 to {MOST}")
    return PruemMessage(
        header={**_texts(header, _HEADER), "direct": _code(header, "direct", DIRECTIONS)},
        requesting=_route(header.one("requesting")),
        requested=_route(header.one("requested")) if any(header.named("requested")) else {},
        entries=tuple(_entry(item, rules) for item in given),
    )


def _first(root: Element, *names: str) -> Element:
    found = [child for child in root.children if child.name in names]
    if len(found) != 1:
        raise ProfileError(f"line {root.line}: a message has one header, not {len(found)}")
    return found[0]


def _texts(element: Element, names: tuple[str, ...]) -> dict[str, str]:
    return {name: element.value(name) for name in names if any(element.named(name))}


def _route(element: Element) -> dict[str, str]:
    element.only(*_ROUTE)
    return _texts(element, _ROUTE)


def _code(element: Element, name: str, known: frozenset[str]) -> str:
    found = element.one(name)
    if found.text.strip() not in known:
        raise ProfileError(f"line {found.line}: {name} {found.text.strip()!r} is none of {', '.join(sorted(known))}")
    return found.text.strip()


def _entry(item: Element, rules: RuleSet) -> Entry:
    item.only(*_FIELDS, "profile")
    for name, known in (("reqtype", SEARCHES), ("type", SORTS), ("result", RESULTS), ("quality", QUALITIES)):
        if name == "type" or any(item.named(name)):
            _code(item, name, known)
    name = item.value("profile_ident")
    if not name:
        raise ProfileError(f"line {item.line}: profile_ident is empty")
    values: dict[str, list[str]] = {}
    profile = item.one("profile")
    profile.only("ess_issol", "additional_loci")
    for locus in (locus for part in profile.children for locus in part.children):
        found = named_locus(locus, locus.name)
        if found in values:
            raise ProfileError(f"line {locus.line}: {found} is there twice")
        locus.only("low_allele", "high_allele")
        values[found] = [locus.value("low_allele"), locus.value("high_allele")]
        if any(values[found]) and not all(values[found]):
            raise ProfileError(f"line {locus.line}: {found} has an empty allele; {WILDCARD} is one that was not read")
    try:
        return Entry(profile=read_profile(name, values, rules), fields=_texts(item, _FIELDS))
    except ProfileError as error:
        raise ProfileError(f"line {item.line}, {error}") from error


def write_pruem(message: PruemMessage, rules: RuleSet) -> str:
    """Return a message as a document that `read_pruem` reads.

    Raises:
        ProfileError: no profile, or more than 500; or what XML or the message cannot hold, such as control characters.
    """
    if not 0 < len(message.entries) <= MOST:
        raise ProfileError(f"{len(message.entries)} profiles, and a message has 1 to {MOST}")
    header = _written(message.header, _HEADER)
    routes = (("requesting", message.requesting), ("requested", message.requested))
    header += "".join(f"<{name}>{_written(route, _ROUTE)}</{name}>" for name, route in routes if route)
    entries = "\n".join(_entry_written(entry, rules) for entry in message.entries)
    written = f'<?xml version="1.0" encoding="UTF-8"?>\n<PRUEMx>\n<header>{header}</header>\n{entries}\n</PRUEMx>\n'
    read_pruem(read_markup(written), rules)  # what we cannot read, nobody can
    return written


def _written(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return "".join(f"<{name}>{escape(fields[name])}</{name}>" for name in names if name in fields)


def _entry_written(entry: Entry, rules: RuleSet) -> str:
    fields = {**entry.fields, "profile_ident": entry.profile.id}
    before, after = _FIELDS[:7], _FIELDS[7:]
    chosen = [locus for locus in rules.exchanged if locus in entry.profile.loci]
    parts = (("ess_issol", rules.standard), ("additional_loci", tuple(set(rules.exchanged) - set(rules.standard))))
    profile = "".join(
        f"<{part}>{''.join(_locus_written(entry, locus) for locus in chosen if locus in members)}</{part}>"
        for part, members in parts
        if set(chosen) & set(members)
    )
    return f"<datas>{_written(fields, before)}<profile>{profile}</profile>{_written(fields, after)}</datas>"


def _locus_written(entry: Entry, locus: str) -> str:
    low, high = (escape(value) if value else WILDCARD for value in entry.profile.loci[locus])
    name = locus.lower()
    return f"<{name}><low_allele>{low}</low_allele><high_allele>{high}</high_allele></{name}>"
