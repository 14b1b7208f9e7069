"""Statistics for the supervisory authority: what a node did in each month, under which instrument, with which partner.

They are counted from the log, which nobody can rewrite. What is to be published has no small numbers: one to four would
tell of single people, and exact larger ones would let the small ones be worked out from differences.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.tallies import Period, Tally
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError

#: Numbers below this are not published; others are published as the nearest multiple of it.
SMALL: Final = 5
#: A statistic covers this many months at most.
LONGEST: Final = 120

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")

#: What acts of the log are called in the statistics: by act and `what`. Others keep the words of the log.
NAMES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        (Act.QUESTION, "asked"): "questions asked",
        (Act.QUESTION, "message_sent"): "messages sent that ask",
        (Act.DISCLOSURE, "message_sent"): "messages sent that tell",
        (Act.DECISION, "message_approved"): "messages that wait for a second person",
        (Act.COLLECTION, "message"): "messages received",
        (Act.CONSULTATION, "message"): "looks at messages",
        (Act.STATEMENT, "message_read"): "messages read",
        (Act.STATEMENT, "message_rerouted"): "messages passed to another desk",
        (Act.STATEMENT, "message_done"): "messages done",
        (Act.STATEMENT, "clock_ran_out"): "messages whose time ran out",
        (Act.DECISION, "not_asked"): "questions that the law did not let us ask",
        (Act.QUESTION, ""): "questions received that a person answers",
        (Act.QUESTION, "expired"): "questions that nobody answered in time",
        (Act.QUESTION, "altered_repeat"): "altered questions noticed",
        (Act.REFUSAL, "altered_repeat"): "altered questions stopped",
        (Act.DISCLOSURE, ""): "questions received with a hit",
        (Act.ANSWER, ""): "questions received with nothing that can be shared",
        (Act.REFUSAL, ""): "questions received and refused",
        (Act.DISCLOSURE, "by_hand"): "questions answered by hand with a hit",
        (Act.ANSWER, "by_hand"): "questions answered by hand with nothing that can be shared",
        (Act.REFUSAL, "by_hand"): "questions refused by hand",
        (Act.STATEMENT, "confirm"): "hits confirmed",
        (Act.STATEMENT, "reject"): "hits rejected",
        (Act.DISCLOSURE, "released"): "records released",
        (Act.COLLECTION, "released"): "records received",
        (Act.REFUSAL, "withheld"): "records withheld",
        (Act.DISCLOSURE, "corrected"): "corrections sent",
        (Act.DISCLOSURE, "export"): "exports",
        (Act.COLLECTION, ""): "records collected",
        (Act.ALTERATION, ""): "records amended",
        (Act.ALTERATION, "extend"): "records kept longer",
        (Act.ALTERATION, "contest"): "records contested",
        (Act.ALTERATION, "settle"): "contested records settled",
        (Act.ALTERATION, "restrict"): "records restricted",
        (Act.STATEMENT, "hold"): "legal holds",
        (Act.STATEMENT, "lift"): "legal holds lifted",
        (Act.ERASURE, ""): "erasures",
        (Act.CONSULTATION, ""): "consultations",
        (Act.CONSULTATION, "not_released"): "looks at hits whose record was not released",
        (Act.COMBINATION, ""): "combinations",
        (Act.COLLECTION, "access"): "requests of people concerned",
        (Act.CONSULTATION, "access"): "looks for requests of people concerned",
        (Act.DECISION, "access"): "decisions on requests of people concerned",
        (Act.ANSWER, "access_answered"): "answers to people concerned that tell nothing",
        (Act.DISCLOSURE, "access_answered"): "answers to people concerned that tell something",
        (Act.REFUSAL, "access_withheld"): "records withheld from people concerned",
        (Act.STATEMENT, "authorise"): "authorisations",
        (Act.STATEMENT, "repeat"): "altered questions allowed",
        (Act.STATEMENT, "break_glass"): "break-glass",
        (Act.STATEMENT, "break_glass_review"): "break-glass reviewed",
        (Act.STATEMENT, "remark_answered"): "remarks on what is out of pattern answered",
        (Act.CONSULTATION, "access_whole"): "marked records looked at for requests of people concerned",
        (Act.CONSULTATION, "network"): "looks at what records are tied to",
        (Act.CONSULTATION, "operation"): "looks at operations",
        (Act.STATEMENT, "operation_plan"): "plans of operations",
        (Act.STATEMENT, "operation_agree"): "consents to operations",
        (Act.ACCOUNT, "link"): "links to sign in",
        (Act.ACCOUNT, "login"): "sign-ins",
        (Act.ACCOUNT, "opened"): "accounts opened",
        (Act.ACCOUNT, "closed"): "accounts closed",
        (Act.ACCOUNT, "changed"): "changes of roles",
        (Act.ACCOUNT, "proposed"): "roles proposed",
        (Act.ACCOUNT, "granted"): "roles granted",
        (Act.ACCOUNT, "vouched"): "people vouched for",
        (Act.ADMINISTRATION, "case_file_opened"): "case files opened",
        (Act.ADMINISTRATION, "case_file_closed"): "case files closed",
        (Act.START, ""): "starts of the node",
        (Act.ADMINISTRATION, "changed_row"): "rows found changed by hand",
        (Act.ADMINISTRATION, "missing_row"): "rows found taken away by hand",
        (Act.ADMINISTRATION, "inserted_row"): "rows found put there by hand",
        (Act.ADMINISTRATION, "damaged_row"): "rows found damaged",
    }
)
HEARD: Final = "answers of partners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: so many of something in one month."""

    month: str
    what: str
    ground: str  #: Or reason, result, outcome; empty where there is none.
    instrument: str
    partner: str
    count: int | None  #: None: fewer than five, and not published.


def count_statistics(office: Office, actor: Account, first: str, last: str, *, exact: bool = False) -> tuple[Line, ...]:
    """Count what happened from one month to another, both included.

    Args:
        office: of this node.
        actor: oversight.
        first: such as 2026-01.
        last: such as 2026-12.
        exact: for the supervisory authority itself; else as it may be published.

    Raises:
        NotAllowedError: the person is not oversight.
        ParseError: a month is none, the last lies before the first, or the two too far apart.
    """
    require(actor, Right.AUDIT)
    period = months(first, last)

    def work(tx: Transaction) -> list[Tally]:
        return [*tx.tallies.entries(period), *tx.tallies.looked_in_vain(period)]

    lines = _lines(office.store.read(work))
    return tuple(lines if exact else map(_published, lines))


def months(first: str, last: str) -> Period:
    """Return the time from the first month to the last, both included, such as 2026-01 to 2026-12.

    Raises:
        ParseError: a month is none, the last lies before the first, or the two too far apart.
    """
    begins, final = _parse(first, "first"), _parse(last, "last")
    many = (final.year - begins.year) * 12 + final.month - begins.month + 1
    if not 0 < many <= LONGEST:
        raise ParseError("last", f"not from 0 to {LONGEST - 1} months after the first")
    over = datetime(final.year + final.month // 12, final.month % 12 + 1, 1, tzinfo=UTC)
    return Period(begins=begins, ends=over)


def _parse(month: str, path: str) -> datetime:
    found = _MONTH.fullmatch(month)
    if found is None:
        raise ParseError(path, "not a month such as 2026-11")
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)


def _lines(tallies: Sequence[Tally]) -> list[Line]:
    counts: Counter[tuple[str, str, str, str, str]] = Counter()
    for tally in tallies:
        where = (tally.instrument, tally.partner)
        counts[tally.month, _name(tally), tally.ground, *where] += tally.count
        if tally.stopped and tally.act != Act.REFUSAL:
            counts[tally.month, NAMES[Act.REFUSAL, "altered_repeat"], "", *where] += tally.count
    return [
        Line(month=month, what=what, ground=ground, instrument=instrument, partner=partner, count=count)
        for (month, what, ground, instrument, partner), count in sorted(counts.items())
    ]


def _name(tally: Tally) -> str:
    """Name what was done; an answer that was heard, and a record that came with it, say so by their result."""
    if not tally.what and tally.ground and tally.act in (Act.ANSWER, Act.COLLECTION):
        return HEARD
    plain = f"{tally.act} {tally.what}".replace("_", " ").strip()
    return NAMES.get((tally.act, tally.what), plain)


def _published(line: Line) -> Line:
    count = line.count or 0
    near = SMALL * round(count / SMALL)
    return Line(
        month=line.month,
        what=line.what,
        ground=line.ground,
        instrument=line.instrument,
        partner=line.partner,
        count=None if count < SMALL else near,
    )
