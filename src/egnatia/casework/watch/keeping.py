"""The partner's side of a watch: the asker lets it stay longer, or ends it; then nothing of it is left."""

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.trail import Note, entry
from egnatia.casework.watches import WatchRow
from egnatia.exchange.term import Term, parse_term
from egnatia.ledger.entry import Act
from egnatia.model.message import Message
from egnatia.model.question import LONGEST_STAY


def take_term(office: Office, message: Message) -> Effect:
    """Take in that a partner lets its question stay longer, or ends it; then nothing of it is left here.

    Raises:
        Refused: no question of that partner stays here under that id.
        ParseError: the body is no term.
    """
    term = parse_term(dict(message.body))

    def check(tx: Transaction) -> None:
        row = tx.watches.get(term.question)
        if row is not None and (not row.received or row.partner != message.sender):
            raise out_of_place("the question is not yours")
        if row is None and term.until is not None:
            raise out_of_place("no question of yours stays here under that id")
        if row is not None and term.until is not None and term.until > row.begun_at + LONGEST_STAY:
            raise out_of_place("no question stays longer than a year")

    def write(tx: Transaction) -> None:
        row = tx.watches.get(term.question)
        if row is not None:
            _change(office, tx, row, term)

    return Effect(outcome="watch", write=write, check=check)


def _change(office: Office, tx: Transaction, row: WatchRow, term: Term) -> None:
    if term.until is None:
        tx.watches.drop(row.question)
    else:
        tx.watches.prolong(row.question, max(row.until, term.until))
    what = "watch_ended" if term.until is None else "watch_extended"
    note = Note(act=Act.QUESTION, by=row.partner, about=(row.question,), detail={"what": what})
    tx.ledger.append([entry(office, note)])
