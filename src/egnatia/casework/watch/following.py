"""Holding what comes into the register against the questions that stay here, and telling who asked.

It happens soon after the transaction that brought the records, and never twice: how far it has come is noted in the
transaction that tells. The law is asked again for the question and for each record, as on the day on which it came.
"""

from collections import defaultdict
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.casework.answer import HITS, answer_of, may_tell, received
from egnatia.casework.atonce import Drawn, draw_hit, letter_full, note_given, subjects_of
from egnatia.casework.chunks import chunked
from egnatia.casework.lawful import decide_answer
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.sealing import open_watch
from egnatia.casework.trail import Note, entry
from egnatia.casework.watches import Arrivals, WatchRow
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.states import QuestionEvent, QuestionState, advance
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act
from egnatia.match.engine import Engine
from egnatia.match.engines import engine_by, judge
from egnatia.match.scores import Score
from egnatia.model.answer import Result, plain_answer
from egnatia.model.identity import LineageId, QuestionId
from egnatia.model.kinds import KINDS
from egnatia.model.message import MessageType
from egnatia.model.question import Question
from egnatia.model.record import Record

#: Records that are held against all watches at once.
ROWS: Final = 2000

#: Questions that were opened before, so that each is opened once while the node runs.
Opened = MutableMapping[QuestionId, Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A question that stays, opened, with the keys by which records may fit it."""

    row: WatchRow
    question: Question
    engine: Engine
    decision: Decision
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """New records that fit one question."""

    standing: Standing
    told: tuple[tuple[Record, Score], ...]
    withheld: tuple[Record, ...]  #: Of which only our own log knows.


def follow_watches(office: Office, opened: Opened) -> int:
    """Hold what came in since against the questions that stay; returns of how many records was told.

    Args:
        office: of this node.
        opened: what was opened before; what has ended since is taken out.
    """
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        return 0
    rows = office.store.read(lambda tx: tx.watches.standing())
    for gone in opened.keys() - {row.question for row in rows}:
        del opened[gone]
    standing = tuple(open_standing(office, rows, opened))
    return _follow_rows(office, rows, standing) + _follow_imports(office, rows, standing) if rows else 0


def _follow_rows(office: Office, rows: Sequence[WatchRow], standing: Sequence[Standing]) -> int:
    """Go through what came in one by one."""
    told, beyond = 0, min(row.seen for row in rows)
    while True:
        new = office.store.read(lambda tx, after=beyond: tx.watches.arrivals(after, ROWS))  # type: ignore[misc]
        told += _compare(office, standing, new)
        if len(new.rows) < ROWS:
            return told
        beyond = new.upto


def _follow_imports(office: Office, rows: Sequence[WatchRow], standing: Sequence[Standing]) -> int:
    """Go through imports that ended since the first of the watches began."""
    told, since = 0, min(row.begun_at for row in rows)
    while new := office.store.read(lambda tx: tx.watches.landed(since, ROWS)):
        told += _compare(office, standing, new)
    return told


def open_standing(office: Office, rows: Sequence[WatchRow], opened: Opened) -> Iterator[Standing]:
    """Open what stays and is lawful today."""
    now = office.clock.now()
    for row in rows:
        question = opened.get(row.question) or open_watch(office, row)
        if question is None or row.until <= now or office.directory().member(row.partner) is None:
            continue
        opened[row.question] = question
        kind = KINDS[question.kind]
        engine, decision = office.engines.get(kind.name), decide_answer(office, question)
        if engine is None or not decision.open or decision.channel is None:
            continue
        probes = engine.probes(kind, question.properties, exact=decision.channel.exact)
        keys = frozenset(f"{term.scheme}:{term.key}" for term in probes)
        yield Standing(row=row, question=question, engine=engine, decision=decision, keys=keys)


def _compare(office: Office, standing: Sequence[Standing], new: Arrivals) -> int:
    """Hold records against the questions, and tell and note how far it has come in one transaction."""
    candidates = _candidates(standing, new)
    fitting = [
        _fitting(office, one, numbers) for one in standing if (numbers := candidates.get(one.question.id))
    ]  # fmt: skip

    def work(tx: Transaction) -> int:
        told = sum(_tell(office, tx, one) for one in fitting)
        tx.watches.advance(new)
        return told

    if not fitting and not new.rows and not any(one.row.seen < new.upto for one in standing):
        return 0
    return office.store.write(work)


def _candidates(standing: Sequence[Standing], new: Arrivals) -> dict[QuestionId, list[int]]:
    """Return the rows that share a key with each question, of those that came after it was last compared."""
    by_key: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in standing:
        for key in one.keys:
            by_key[one.question.kind, key].append(one)
    found: dict[QuestionId, list[int]] = defaultdict(list)
    for arrival in new.rows:
        near = {one.question.id: one for key in arrival.keys for one in by_key.get((arrival.kind, key), ())}
        for question, one in near.items():
            if new.imported is not None or arrival.no > one.row.seen:
                found[question].append(arrival.no)
    return found


def _fitting(office: Office, one: Standing, numbers: Sequence[int]) -> Fitting:
    """Score what shares a key, and ask the law about each that fits."""
    question, channel = one.question, one.decision.channel
    assert channel is not None  # noqa: S101 - an open decision has a channel
    kind, today = KINDS[question.kind], office.clock.now().date()
    records = office.store.read(lambda tx: tx.numbered.records(question.kind, numbers))
    pairs = [(record, record.properties) for record in records]
    judged = judge(engine_by(one.engine, channel.rules), kind, question.properties, pairs, exact=channel.exact)
    hits = [(record, score, may_tell(office, question, record, today)) for record, score in judged if score.quality]
    return Fitting(
        standing=one,
        told=tuple((record, score) for record, score, lawful in hits if lawful),
        withheld=tuple(record for record, _, lawful in hits if not lawful),
    )


def _tell(office: Office, tx: Transaction, fitting: Fitting) -> int:
    """Queue the letters that tell of new hits; of a thing that the asker knows a hit on, nothing is told again."""
    question = fitting.standing.question
    if tx.watches.get(question.id) is None:  # it ended meanwhile
        return 0
    known = _known(tx, question.id)
    told = [(record, score) for record, score in fitting.told if record.lineage not in known and _stands(tx, record)]
    if fitting.withheld:
        tx.ledger.append([entry(office, _note(fitting, Act.ANSWER, tuple(one.id for one in fitting.withheld), 0))])
    for some in chunked(told, HITS):
        _tell_some(office, tx, fitting, some)
    return len(told)


def _tell_some(office: Office, tx: Transaction, fitting: Fitting, some: Sequence[tuple[Record, Score]]) -> None:
    question, channel = fitting.standing.question, fitting.standing.decision.channel
    assert channel is not None  # noqa: S101 - an open decision has a channel
    drawn = [draw_hit(office, question, channel, record, score) for record, score in some]
    for letter in _letters(drawn):
        _keep_question(tx, question)
        note_given(tx, letter)
        answer = answer_of(office, question, Result.HIT, letter)
        content = Content(type=MessageType.WATCH_HIT, recipient=question.asker, body=plain_answer(answer))
        tx.outbox.add([queue(office, content)])
        tx.ledger.append([entry(office, _note(fitting, Act.DISCLOSURE, subjects_of(letter), len(letter)))])


def _letters(drawn: Sequence[Drawn]) -> Iterator[Sequence[Drawn]]:
    """Cut hits into letters that hold them."""
    left = drawn
    while left:
        letter = letter_full(left)
        yield letter
        left = left[len(letter) :]


def _keep_question(tx: Transaction, question: Question) -> None:
    """Put the question before people, now that it hits; it is kept as any question that hits is."""
    row = tx.questions.get(question.id)
    if row is None:
        tx.questions.add([received(question, QuestionState.HIT)])
    else:
        tx.questions.set_state(question.id, advance(QuestionState(row.state), QuestionEvent.WATCH_HIT))


def _known(tx: Transaction, question: QuestionId) -> frozenset[LineageId]:
    """Return the things of which the asker was told."""
    hit = (tx.records.get(row.record) for row in tx.answers.of(question) if row.record)
    return frozenset(stored.record.lineage for stored in hit if stored and stored.record)


def _stands(tx: Transaction, record: Record) -> bool:
    stored = tx.records.get(record.id)
    return stored is not None and stored.record is not None


def _note(fitting: Fitting, act: Act, subjects: tuple[str, ...], told: int) -> Note:
    question = fitting.standing.question
    return Note(
        act=act,
        by=question.asker,
        about=tuple(dict.fromkeys((question.id, *subjects))),
        purpose=question.purpose,
        case=question.case_file,
        decision=fitting.standing.decision,
        to=question.asker if told else None,
        detail={"what": "watch", "combined": str(told), "withheld": str(0 if told else len(fitting.withheld))},
    )
