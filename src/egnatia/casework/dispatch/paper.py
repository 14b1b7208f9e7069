"""The paper form: any message as a text that prints on one page, and that can be typed back in (ADR 0056).

A field is `Label (name): value`; further lines of a value are indented, a further value is the field once more. What
stands before the first rule and after the last is for people. Things are sections of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from egnatia.casework.dispatches import Composition, DispatchRow, build_composition
from egnatia.exchange.states import DispatchState
from egnatia.model.authority import code_of
from egnatia.model.dispatch import Dispatch, Thing
from egnatia.model.dispatch_forms import AREAS, SORTS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.instant import format_instant
from egnatia.model.kinds import KINDS, Property

#: The first line of every form, with the version of its layout.
HEAD: Final = "EGNATIA MESSAGE FORM 1"
_RULE: Final = "=" * 78
_INDENT: Final = "    "
#: How a rule begins, at the edge of the page.
_EDGE: Final = "====="
#: States in which what was typed counts, not what was sent before.
_BEING_WRITTEN: Final = frozenset({DispatchState.DRAFT, DispatchState.PENDING, DispatchState.FAILED})
#: Characters of a form: more than any message has.
LONGEST: Final = 400_000

#: The fields that every message has: name, and what people call it; in the order of the form.
_COMMON: Final = {
    "partner": "To",
    "authority": "Authority without a node, with its address",
    "came": "Came on paper on",
    "way": "Came by",
    "desk": "Desk there",
    "sender_desk": "From the desk",
    "sort": "Sort of message",
    "area": "Crime area",
    "case": "Case file",
    "replies_to": "Replies to",
    "instrument": "Under",
    "authorisation": "Authorisation",
    "title": "Subject",
    "text": "Text",
    "reason": "Why this partner",
    "urgency": "Why it cannot wait",
    "role": "The person is",
    "minor": "May be under 18",
    "asylum_from": "Seeks asylum from",
    "source": "Source (A, B, C, X)",
    "information": "Information (1 to 4)",
    "handling": "Handling codes",
    "restriction": "Restriction (H3)",
}
_LISTS: Final = frozenset({"asylum_from", "handling"})
_FLAGS: Final = frozenset({"minor", "urgent"})
_FIELD: Final = re.compile(r"(?:[^\n]*\()?([a-z_]{1,40})\)?: ?(.*)")
_SECTION: Final = re.compile(r"--- ([a-z_]{1,40})(?: .*)?")


def print_form(row: DispatchRow, me: NodeId) -> str:
    """Write a message as a form, for paper and for people.

    Args:
        row: the message.
        me: this node.

    Raises:
        ParseError: nothing is left of it.
    """
    typed = composition_of(row)
    other = " ".join((row.authority or typed.authority).split()) or code_of(row.partner) or "?"
    sender, recipient = (other, me) if row.received else (me, other)
    lines = [HEAD, f"{sender} to {recipient}, message {row.id}, {format_instant(row.at)}", _RULE]
    lines += _print(typed)
    return "\n".join([*lines, _RULE, *_files(row), "Signature and date:", ""])


def _files(row: DispatchRow) -> Iterator[str]:
    """Name the files that go with a message, so that who gets them beside the page can tell them; never their keys."""
    if row.attachments:
        yield "Files with it:"
    for found in row.attachments:
        yield f"{_INDENT}{found.name}"
        yield f"{_INDENT}{found.size} bytes, SHA-256 {found.digest}"


def composition_of(row: DispatchRow) -> Composition:
    """Return what a message says as somebody would type it.

    Raises:
        ParseError: nothing is left of it.
    """
    if row.draft and (row.dispatch is None or row.state in _BEING_WRITTEN):
        return row.draft
    if row.dispatch is None:
        raise ParseError("message", "nothing is left of it")
    return _retyped(row, row.dispatch)


def _retyped(row: DispatchRow, dispatch: Dispatch) -> Composition:
    grounds, marking, place = dispatch.grounds, dispatch.marking, dispatch.place
    return Composition(
        partner=row.partner,
        authority=row.authority,
        sort=dispatch.sort,
        area=dispatch.area,
        case=grounds.case_file or "",
        replies_to=place.replies_to or "",
        sender_desk=dispatch.sender_desk,
        desk=dispatch.desk,
        title=dispatch.title,
        text=dispatch.text,
        reason=grounds.reason,
        urgency=grounds.urgency,
        instrument=grounds.instrument,
        authorisation=grounds.authorisation.statement if grounds.authorisation else "",
        role=grounds.subject.role,
        minor=grounds.subject.minor,
        asylum_from=tuple(sorted(grounds.subject.asylum_from)),
        source=marking.source,
        information=marking.information,
        handling=tuple(sorted(marking.handling)),
        restriction=marking.restriction,
        facts=dispatch.facts,
        things=dispatch.things,
    )


def _print(typed: Composition) -> Iterator[str]:
    for name, label in _COMMON.items():
        value = getattr(typed, name)
        if name in _LISTS:
            yield from _field(label, name, [" ".join(value)])
        else:
            yield from _field(label, name, ["yes" if value is True else str(value or "")])
    yield "--- facts"
    yield from _print_values(_with_blanks(typed.facts, labels_of(typed)), labels_of(typed))
    for thing in typed.things:
        kind = KINDS.get(thing.kind)
        yield f"--- {thing.kind} ({kind.label})" if kind else f"--- {thing.kind}"
        labels = kind.properties if kind else {}
        few = len(labels) <= _BLANKS
        yield from _print_values(_with_blanks(thing.properties, labels if few else {}), labels)


def labels_of(typed: Composition) -> Mapping[str, Property]:
    """Return the fields of sort and area, as far as what was typed names any."""
    sort = next((found for found in Sort if found == typed.sort), None)
    area = AREAS.get(typed.area)
    return {**(SORTS[sort].fields if sort else {}), **(area.fields if area else {})}


def _with_blanks(values: Mapping[str, tuple[str, ...]], labels: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what was typed, then what is left to be filled in."""
    left = {name: found for name, found in values.items() if any(found)}
    return {**left, **{name: ("",) for name in labels if name not in left}}


def _print_values(values: Mapping[str, tuple[str, ...]], labels: Mapping[str, Property]) -> Iterator[str]:
    for name, found in values.items():
        label = labels[name].label if name in labels else ""
        yield from _field(label, name, found)


#: A thing with more fields than this is printed without the empty ones.
_BLANKS: Final = 16


def _field(label: str, name: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        first, *further = value.split("\n")
        shown = re.sub(r"[()]", "", label)
        yield f"{shown} ({name}): {first}".rstrip() if shown else f"{name}: {first}".rstrip()
        yield from (_INDENT + line for line in further)


def read_form(text: str) -> Composition:
    """Read a form that was filled in, as a draft; what is wrong with the values is found before it is sent.

    Raises:
        ParseError: it is no such form, or a line of it is neither a field, nor part of one, nor a section.
    """
    if len(text) > LONGEST:
        raise ParseError("form", f"longer than {LONGEST} characters")
    lines = text.replace("\r\n", "\n").split("\n")
    if HEAD not in (line.strip() for line in lines[:3]):
        raise ParseError("form", f"does not begin with {HEAD}")
    sections = list(_sections(_between_rules(lines)))
    common, facts = dict(sections[0][1]), dict[str, tuple[str, ...]]()
    things: list[Thing] = []
    for name, values in sections[1:]:
        filled = {key: found for key, found in values.items() if any(found)}
        if name == "facts":
            facts.update(filled)
        elif filled:
            things.append(Thing(kind=name, properties=filled))
    return replace(_typed(common), facts=facts, things=tuple(things))


def _between_rules(lines: list[str]) -> list[tuple[int, str]]:
    rules = [number for number, line in enumerate(lines) if line.startswith(_EDGE) and not line.strip("= ")]
    if not rules:
        raise ParseError("form", "has no rule of = before its fields")
    last = rules[-1] if len(rules) > 1 else len(lines)
    return [(number + 1, lines[number]) for number in range(rules[0] + 1, last)]


def _sections(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    name, values, last = "", dict[str, tuple[str, ...]](), ""
    for number, line in lines:
        if section := _SECTION.fullmatch(line.rstrip()):
            yield name, values
            name, values, last = section[1], {}, ""
        elif last and line.startswith(_INDENT):
            *before, latest = values[last]
            values[last] = (*before, f"{latest}\n{line[len(_INDENT) :].rstrip()}")
        elif field := _FIELD.fullmatch(line.rstrip()):
            last = field[1]
            values[last] = (*values.get(last, ()), field[2].strip())
        elif line.strip():
            raise ParseError(f"line {number}", "neither a field such as `Subject (title): …` nor a part of one")
    yield name, values


def _typed(values: Mapping[str, tuple[str, ...]]) -> Composition:
    if unknown := sorted(values.keys() - _COMMON.keys()):
        raise ParseError(unknown[0], "no such field on the form")
    whole = {name: found[-1] for name, found in values.items()}
    texts = {name: value for name, value in whole.items() if name not in _LISTS | _FLAGS and value}
    plain = {
        **texts,
        "minor": _ticked(whole.get("minor", "")),
        "asylum_from": whole.get("asylum_from", "").replace(",", " ").split(),
        "handling": whole.get("handling", "").replace(",", " ").split(),
        "urgent": bool(whole.get("urgency")),
    }
    return build_composition(plain)


def _ticked(value: str) -> bool:
    if value.lower() not in ("", "no", "yes", "x"):
        raise ParseError("minor", "neither yes nor no")
    return value.lower() in ("yes", "x")
