"""A node's own rules: they may only narrow what the shared law opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from egnatia.law.errors import DataError
from egnatia.law.facts import Action
from egnatia.law.texts import Texts, parse_date
from egnatia.model.errors import ParseError
from egnatia.model.peril import Danger
from egnatia.model.reading import Fields, distinct, listed, member, text
from egnatia.model.values import parse_country

#: The file in which an overlay says who it is, what it withdraws and where it raises the threshold.
HEAD = "overlay.yaml"
#: Whom a clause on overlaps means that names no state.
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that an overlay changes about one shared permit or instrument, and on what ground."""

    about: str  #: A permit, such as `answer.pcc-see.person`; or an instrument.
    kinds: frozenset[str] = frozenset()  #: Of an instrument: the kinds that are meant; empty: all, and its messages.
    since: date = date.min
    until: date = date.max  #: The last day.
    because: str = ""

    def holds(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.since <= on <= self.until

    def covers(self, kind: str) -> bool:
        """Tell whether a kind of record is meant."""
        return not self.kinds or kind in self.kinds

    def meets(self, other: "Clause") -> bool:
        """Tell whether both hold on some day for something."""
        shared = not self.kinds or not other.kinds or bool(self.kinds & other.kinds)
        return shared and self.since <= other.until and other.since <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDanger:
    """What threatens people whose data reach a state, whoever they are; known of the state, not of a person."""

    clause: Clause  #: About the state; on what ground, and when.
    danger: Danger
    offences: frozenset[str] = frozenset()  #: For which it threatens; empty: for all, and without one.

    def threatens(self, offence: str | None, on: date) -> bool:
        """Tell whether it threatens on a day, for what the offence is."""
        return self.clause.holds(on) and (not self.offences or offence in self.offences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """National or local law of one node: further conditions, permits that do not hold here, higher thresholds.

    There is no way to add a permit: a channel is what two parties agreed, and no party opens one alone.
    """

    name: str
    conditions: Mapping[Action, str] = field(default_factory=dict)  #: Cedar texts of forbids with `@id` and `@missing`.
    withdrawn: tuple[Clause, ...] = ()  #: Shared permits.
    thresholds: tuple[Clause, ...] = ()  #: Instruments under which the offence must carry more than one year here.
    dangers: tuple[StandingDanger, ...] = ()  #: States in which torture or the death penalty threatens.
    untold: tuple[Clause, ...] = ()  #: Who is not told that this agency looks for something: `EVERYBODY` or a state.


def parse_overlay(name: str, files: Mapping[str, str]) -> Overlay:
    """Read an overlay strictly.

    Args:
        name: what its conditions and errors are called by: that of its folder.
        files: the texts in the folder, by file name: `overlay.yaml`, and `ask.cedar`, `answer.cedar`, `release.cedar`
            or `forward.cedar` for conditions.

    Raises:
        DataError: a file has no place in an overlay, or `overlay.yaml` says something that it cannot.
    """
    cedar = {f"{action}.cedar": action for action in Action}
    for file in sorted(files):
        if file != HEAD and file not in cedar:
            raise DataError(f"law/{name}/{file}", f"no part of an overlay; there are {HEAD}, {', '.join(cedar)}")
    if HEAD not in files:
        raise DataError(f"law/{name}/{HEAD}", "missing: it says which law the overlay states")
    conditions = {action: files[file] for file, action in cedar.items() if file in files}
    head = f"law/{name}/{HEAD}"
    try:
        return _parse_head(name, Texts({head: files[HEAD]}).data(head), conditions)
    except ParseError as error:
        raise DataError(f"{head} {error.path}".strip(), error.problem) from error


def _parse_head(name: str, value: object, conditions: Mapping[Action, str]) -> Overlay:
    fields = Fields(value, "")
    fields.take("title", text(300))
    fields.take("source", text(600))
    overlay = Overlay(
        name=name,
        conditions=conditions,
        withdrawn=fields.take_optional("withdrawn", listed(_withdrawal)) or (),
        thresholds=fields.take_optional("more_than_one_year", listed(_threshold)) or (),
        dangers=fields.take_optional("dangers", listed(_standing_danger)) or (),
        untold=fields.take_optional("untold", listed(_untold)) or (),
    )
    fields.finish()
    if not (overlay.conditions or overlay.withdrawn or overlay.thresholds or overlay.dangers or overlay.untold):
        raise ParseError("", "changes nothing: no condition, nothing withdrawn, no threshold, no danger, nobody untold")
    return overlay


def _withdrawal(value: object, path: str) -> Clause:
    fields = Fields(value, path)
    clause = _take_clause(fields, fields.take("permit", text(100)), path)
    fields.finish()
    return clause


def _threshold(value: object, path: str) -> Clause:
    fields = Fields(value, path)
    kinds = fields.take_optional("kinds", _kinds) or frozenset()
    clause = replace(_take_clause(fields, fields.take("instrument", text(100)), path), kinds=kinds)
    fields.finish()
    return clause


def _untold(value: object, path: str) -> Clause:
    fields = Fields(value, path)
    kinds = fields.take_optional("kinds", _kinds) or frozenset()
    clause = replace(_take_clause(fields, fields.take("agency", _everybody_or_state), path), kinds=kinds)
    fields.finish()
    return clause


def _everybody_or_state(value: object, path: str) -> str:
    return EVERYBODY if value == EVERYBODY else parse_country(value, path)


def _kinds(value: object, path: str) -> frozenset[str]:
    found = frozenset(distinct(text(60))(value, path))
    if not found:
        raise ParseError(path, "empty: leave it out where every kind is meant")
    return found


def _take_clause(fields: Fields, about: str, path: str) -> Clause:
    clause = Clause(
        about=about,
        since=fields.take_optional("from", parse_date) or date.min,
        until=fields.take_optional("until", parse_date) or date.max,
        because=fields.take("because", text(600)),
    )
    if clause.until < clause.since:
        raise ParseError(path, "it ends before it begins")
    return clause


def _standing_danger(value: object, path: str) -> StandingDanger:
    fields = Fields(value, path)
    found = StandingDanger(
        clause=_take_clause(fields, fields.take("country", parse_country), path),
        danger=fields.take("danger", member(Danger)),
        offences=fields.take_optional("offences", distinct(text(60))) or frozenset(),
    )
    fields.finish()
    if found.danger is Danger.NONE:
        raise ParseError(path, "danger: none is no danger")
    return found


def plain_overlay(overlay: Overlay) -> dict[str, Any]:
    """Write what an overlay withdraws, raises and fears as plain values: part of the law's version."""
    dangers = sorted(
        f"{_spelt(found.clause)} {found.danger} {' '.join(sorted(found.offences))}" for found in overlay.dangers
    )
    return {
        part: sorted(map(_spelt, clauses))
        for part, clauses in (("withdrawn", overlay.withdrawn), ("thresholds", overlay.thresholds))
    } | {
        part: found for part, found in (("dangers", dangers), ("untold", sorted(map(_spelt, overlay.untold)))) if found
    }


def _spelt(clause: Clause) -> str:
    return " ".join((clause.about, *sorted(clause.kinds), f"{clause.since} {clause.until}"))
