"""Expands transfers and the conditions that hold whichever channel is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from tests.oracle.law.reading import OracleError, members, nodes, pairs, purposes, states, table

_LETTERS = {"a": "allowed", "s": "second_approver", "c": "consent", "r": "refused"}
_ACTS = ("ask", "release")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """On what one node may rest when it sends personal data to another."""

    sender: str
    recipient: str
    rule: str
    basis: str
    automatic: bool  #: May a machine send personal data on this basis?
    log: bool  #: Must the single transfer be documented?
    article: str
    source: str
    marks: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What one condition says of one situation; `situation` holds the dimensions of its table."""

    table: str
    situation: Mapping[str, str]
    outcome: str
    article: str
    marks: tuple[str, ...]
    note: str


def transfers() -> Iterator[Transfer]:
    """Yield one row for every ordered pair (sender, recipient).

    Raises:
        OracleError: no rule fits a pair.
    """
    for sender, recipient in pairs():
        yield _transfer(sender, recipient)


def _transfer(sender: str, recipient: str) -> Transfer:
    for rule in table("transfers")["rules"]:
        if sender in members(rule["from"]) and recipient in members(rule["to"]):
            return Transfer(
                sender=sender,
                recipient=recipient,
                rule=rule["name"],
                basis=rule["basis"],
                automatic=rule["automatic"],
                log=rule["log"],
                article=rule["article"],
                source=rule["source"],
                marks=tuple(rule["marks"]),
                note=rule["note"],
            )
    raise OracleError(f"no rule for a transfer from {sender} to {recipient}")


def roles() -> Iterator[Condition]:
    """Yield act x role x purpose: who the person is in the matter, adults only."""
    rows = table("conditions")["roles"]
    for act in _ACTS:
        for role, letters in rows[act].items():
            for purpose, letter in zip(purposes(), letters.split(), strict=True):
                yield _condition(
                    "roles",
                    {"act": act, "role": role, "purpose": purpose},
                    _LETTERS[letter],
                    rows,
                    rows["notes"].get(role, "LED Art. 6(a), (b): no further condition of the role."),
                )


def minors() -> Iterator[Condition]:
    """Yield the same for a child: every outcome that is not refused asks for a second approver as well."""
    rows = table("conditions")["minors"]
    for adult in roles():
        stricter = {"allowed": "second_approver", "consent": "second_approver_and_consent"}
        outcome = (
            stricter.get(adult.outcome, adult.outcome) if adult.situation["act"] in rows["acts"] else adult.outcome
        )
        yield _condition("minors", adult.situation, outcome, rows, rows["note"])


def machines() -> Iterator[Condition]:
    """Yield act x row x purpose x whether the asker says that it is a child: at once, or by a person."""
    rows = table("conditions")["machines"]
    cases = product(rows["acts"], rows["rows"], rows["purposes"], ("child", "other"))
    for act, row, purpose, subject in cases:
        situation = {"act": act, "instrument": row["instrument"], "kind": row["kind"], "purpose": purpose}
        outcome = "at_once" if purpose in rows["searches"] else row[subject]
        yield _condition("machines", situation | {"subject": subject}, outcome, rows, row["note"])


def asylum() -> Iterator[Condition]:
    """Yield act x country of origin x the node that would learn of it: refused or allowed."""
    rows = table("conditions")["asylum"]
    for act, origin, other in product(rows["acts"], states(), nodes()):
        reason = _barred(rows, origin, other)
        outcome, note = ("refused", reason) if reason else ("allowed", "Not the country of origin.")
        yield _condition("asylum", {"act": act, "origin": origin, "other": other}, outcome, rows, note)


def _barred(rows: Mapping[str, Any], origin: str, other: str) -> str:
    if origin == other:
        return str(rows["note"])
    for row in rows["also_barred"]:
        if other == row["body"] and origin in row["members"]:
            return str(row["note"])
    return ""


def needs() -> Iterator[Condition]:
    """Yield purpose x need: whether a question for this purpose must carry it."""
    rows = table("conditions")["purposes"]
    for purpose, wanted in rows["needs"].items():
        for need, must in wanted.items():
            outcome = "required" if must else "not_required"
            yield _condition("needs", {"purpose": purpose, "need": need}, outcome, rows, rows["note"])


def speciality() -> Iterator[Condition]:
    """Yield purpose given x purpose used.

    Raises:
        OracleError: no rule fits.
    """
    rows = table("conditions")["speciality"]
    for given, used in product(purposes(), purposes()):
        outcome, note = _spoken(rows, given, used)
        yield _condition("speciality", {"given": given, "used": used}, outcome, rows, note)


def _spoken(rows: Mapping[str, Any], given: str, used: str) -> tuple[str, str]:
    if given == used:
        return rows["same"], "The purpose for which it was given."
    for rule in rows["rules"]:
        if given in rule["given"] and used in rule["used"]:
            return rule["outcome"], rule["note"]
    raise OracleError(f"no rule of speciality from {given} to {used}")


def onward() -> Iterator[Condition]:
    """Yield recipient x handling code of a record that was received from another node."""
    rows = table("conditions")["onward"]
    for row in rows["rows"]:
        yield _condition("onward", {"to": row["to"], "handling": row["handling"]}, row["outcome"], rows, row["note"])


def danger_to_person() -> Iterator[Condition]:
    """Yield act x threat x assurance: death penalty and torture."""
    rows = table("conditions")["danger_to_person"]
    for act, row in product(rows["acts"], rows["rows"]):
        situation = {"act": act, "threat": row["threat"], "assurance": "yes" if row["assurance"] else "no"}
        yield _condition("danger_to_person", situation, row["outcome"], rows, row["note"])


def break_glass() -> Iterator[Condition]:
    """Yield each condition: whether danger to life breaks it."""
    rows = table("conditions")["break_glass"]
    for row in rows["rows"]:
        outcome = "reviewed_afterwards" if row["breaks"] else "stands"
        yield _condition("break_glass", {"condition": row["condition"]}, outcome, rows, row["note"])


def review_hours() -> int:
    """Return within how many hours a broken glass is reviewed."""
    return int(table("conditions")["break_glass"]["review_hours"])


#: Every table of conditions, by name.
TABLES = {
    "roles": roles,
    "minors": minors,
    "machines": machines,
    "asylum": asylum,
    "needs": needs,
    "speciality": speciality,
    "onward": onward,
    "danger_to_person": danger_to_person,
    "break_glass": break_glass,
}


def _condition(name: str, situation: Mapping[str, str], outcome: str, rows: Mapping[str, Any], note: str) -> Condition:
    return Condition(
        table=name,
        situation=situation,
        outcome=outcome,
        article=rows["article"],
        marks=tuple(rows["marks"]),
        note=note,
    )
