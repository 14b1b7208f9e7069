"""The body of an alert's letter: the record that is given, the notice beside it, and who stands behind it."""

from dataclasses import dataclass
from typing import Any

from egnatia.exchange.excerpt import Excerpt, parse_excerpt, plain_excerpt
from egnatia.model.alert import Alert
from egnatia.model.alert_sorts import NOTICE
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, text
from egnatia.model.record import Record, parse_record, plain_record
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An alert on its way to a partner."""

    record: Record  #: Of whom or what is sought; its lineage is the alert's id.
    notice: Record
    instrument: str  #: The treaty or rule under which it is given.
    proposed: Excerpt
    statement: Statement  #: By whoever looked it over and published it.

    def __post_init__(self) -> None:
        """Refuse what does not belong together, or for which one person alone stands."""
        alert = self.alert
        if self.record.lineage != alert.id or self.record.kind != alert.form.kind or self.notice.kind != NOTICE:
            raise ParseError("record", "not of this alert")
        if not {self.record.id, self.notice.id} <= self.statement.about:
            raise ParseError("statement.about", "does not name the records")
        if {self.record.issuer, self.notice.issuer} != {self.statement.issuer}:
            raise ParseError("record.issuer", "an alert is given by who issued it")
        if self.proposed.act is not StatementAct.PROPOSE or self.proposed.by == self.statement.by:
            raise ParseError("proposed", "two people stand behind an alert")
        if any(one.caveat.retain_until > alert.until for one in (self.record, self.notice)):
            raise ParseError("record.caveat.retain_until", "after the last day of the alert")

    @property
    def alert(self) -> Alert:
        """What is sought, for what, until when."""
        return alert_of(self.statement)


def alert_of(statement: Statement) -> Alert:
    """Return the alert that a statement proposes or publishes.

    Raises:
        ParseError: it does neither.
    """
    if statement.alert is None:
        raise ParseError("statement", "no alert")
    return statement.alert


def plain_publication(given: Publication) -> dict[str, Any]:
    """Write an alert as the body of a letter."""
    return {
        "record": plain_record(given.record),
        "notice": plain_record(given.notice),
        "instrument": given.instrument,
        "proposed": plain_excerpt(given.proposed),
        "statement": plain_statement(given.statement),
    }


def parse_publication(value: object, path: str = "") -> Publication:
    """Read the letter of an alert strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    statement = fields.take("statement", parse_statement)
    if statement.act is not StatementAct.ALERT:
        raise ParseError("statement.act", "publishes nothing")
    given = Publication(
        record=fields.take("record", parse_record),
        notice=fields.take("notice", parse_record),
        instrument=fields.take("instrument", text(60)),
        proposed=fields.take("proposed", parse_excerpt),
        statement=statement,
    )
    fields.finish()
    return given
