"""The answering side: law, match, law again for each record found, and what then may be said.

Nothing here writes: the answer is drawn up first, with all that must be kept of it, and becomes true in the one
transaction in which the question is accepted (`receive.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from egnatia.casework.atonce import Drawn as DrawnHit
from egnatia.casework.atonce import draw_hit, given_again, letter_full, note_given, subjects_of
from egnatia.casework.counting import REPEATS, Answered, count_answered
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.finding import Looked, find_candidates
from egnatia.casework.lawful import Threat, decide_answer, record_facts
from egnatia.casework.office import Office
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.probes import Probe
from egnatia.casework.rows import AnswerRow, QuestionRow
from egnatia.casework.sealing import TOO_MANY, has_room, seal_watch
from egnatia.casework.trail import Note, entry
from egnatia.casework.watches import WatchRow
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import QuestionState
from egnatia.law.channels import Channel, Transport
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act, Entry
from egnatia.match.asked import fault_in
from egnatia.match.engines import engine_by, engine_for, judge
from egnatia.match.scores import Score, is_near
from egnatia.model.answer import Answer, Result
from egnatia.model.identity import MessageId
from egnatia.model.kinds import KINDS
from egnatia.model.message import Message
from egnatia.model.peril import Danger
from egnatia.model.question import Question, parse_question
from egnatia.model.record import Record

#: How many hits an answer names at most, the best first.
HITS = 10
#: After how many withheld records nobody looks further: a name that so many protected people share says nothing.
_WITHHELD = 100

#: The reason given when a refused question comes again and would now be answered otherwise.
REFUSED_BEFORE = "this question was refused before; ask a new one"


def take_question(office: Office, message: Message) -> Effect:
    """Take a partner's question in, with the answer that goes back in the same breath.

    Raises:
        Refused: the question is not the message's own, or has expired.
        ParseError: the body is no question.
    """
    question = parse_question(dict(message.body))
    parties = (MessageId(question.id), question.asker, question.partner, question.expires_at)
    if parties != (message.id, message.sender, office.me, message.expires_at):
        raise out_of_place("the question is not the one that the message announces")
    drawn = draw_up(office, question)
    # Counted only in the transaction: of altered questions in one request, each must see those before it.
    return replace(_effect(drawn), settle=lambda tx: _effect(_counted(office, tx, question, drawn)))


def _effect(drawn: "Drawn") -> Effect:
    def check(tx: Transaction) -> None:
        if any(_gone(tx, one.row) for one in drawn.hits):
            raise Refused(RefusalCode.BUSY, "the register changed while the answer was drawn up; send it again")

    def write(tx: Transaction) -> None:
        if drawn.question:
            tx.questions.add([drawn.question])
            note_given(tx, drawn.hits)
        tx.watches.add([drawn.watch] if drawn.watch else [])
        tx.probes.add(drawn.probes)
        tx.ledger.append([drawn.note])

    return Effect(outcome=drawn.answer.result, write=write, check=check, answer=drawn.answer)


def _counted(office: Office, tx: Transaction, question: Question, drawn: "Drawn") -> "Drawn":
    """Count the question for the records that it came near; of those that were tried too often, nothing is told."""
    if drawn.found is None or drawn.decision is None:
        return drawn
    counted = count_answered(office, tx, question, drawn.found.examined)
    if counted.noticed:
        answered = _answered(office, question, drawn.decision, drawn.found.without(counted))
        drawn = replace(answered, watch=drawn.watch)
    return replace(drawn, probes=counted.probes)


def repeat_answer(tx: Transaction, effect: Effect, outcome: str) -> Answer:
    """Answer a question that was answered before as it was then; what a person has said since counts."""
    fresh = effect.answer
    if fresh is None:
        raise ValueError("only questions are answered")
    row = tx.questions.get(fresh.question)
    result = Result(row.state if row else outcome)
    hits = tuple(given_again(tx, hit) for hit in tx.answers.of(fresh.question)) if result is Result.HIT else ()
    if result is Result.HIT and not hits:
        result = Result.NOTHING  # what it hit was erased meanwhile
    reasons = fresh.reasons or (REFUSED_BEFORE,) if result is Result.REFUSED else ()
    return replace(fresh, result=result, hits=hits, reasons=reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An answer with all that this node must keep of it: for *nothing*, the ledger entry alone."""

    answer: Answer
    question: QuestionRow | None
    hits: tuple[DrawnHit, ...]
    note: Entry
    decision: Decision | None = None
    found: "Matches | None" = None  #: None: nobody looked.
    probes: tuple[Probe, ...] = ()  #: By which the question is counted.
    watch: WatchRow | None = None  #: The question stays, and is kept sealed for that.


def draw_up(office: Office, question: Question) -> Drawn:
    """Answer one question of a partner.

    The answer is *refused* only for reasons that lie in the question; whatever lies in our records, a missing
    record as much as one that the law withholds, gives *nothing*.
    """
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        raise Refused(RefusalCode.BUSY, "the directory here is too old to answer by")
    decision = decide_answer(office, question)
    if fault := fault_in(KINDS[question.kind], question.properties):
        return _refuse(office, question, decision, (str(fault),))
    if decision.channel and decision.channel.transport is Transport.MANUAL and _may_wait(decision):
        return _wait(office, question, decision)
    if not decision.open or decision.channel is None:
        return _refuse(office, question, decision, tuple(found.words for found in decision.missing))
    if engine_for(KINDS[question.kind]) is None:
        return _refuse(office, question, decision, (f"{office.me} has no engine for questions about {question.kind}",))
    if question.stays_until and not has_room(office, question.asker):
        return _refuse(office, question, decision, (TOO_MANY,))
    # Sealed before anybody looks: what comes in meanwhile is looked at again, and never passed over.
    watch = seal_watch(office, question) if question.stays_until else None
    drawn = _answered(office, question, decision, lawful_matches(office, question, decision.channel))
    return replace(drawn, watch=watch)


def _answered(office: Office, question: Question, decision: Decision, found: "Matches") -> Drawn:
    return _hit(office, question, decision, found) if found.told else _nothing(office, question, decision, found)


#: What a person may still obtain and weigh: a binding assurance (LED recital 71).
_TO_WEIGH = frozenset({"answer.death-penalty"})


def _may_wait(decision: Decision) -> bool:
    """Tell whether a person may take a question in: it is lawful, or lacks only what a person can bring about."""
    return not decision.errors and {found.policy for found in decision.missing} <= _TO_WEIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The records that fit a question, the best first."""

    told: tuple[tuple[Record, Score], ...] = ()  #: Those that the asker may lawfully learn of.
    withheld: tuple[Record, ...] = ()  #: Those that only our own ledger names.
    near: tuple[Record, ...] = ()  #: Those that another wording might have hit.
    counted: Answered | None = None  #: How often the partner asked about them, if oversight is to be shown that.

    @property
    def examined(self) -> tuple[Record, ...]:
        """All that the question hit or came near, hits first."""
        return (*(record for record, _ in self.told), *self.withheld, *self.near)

    def without(self, counted: Answered) -> "Matches":
        """Withhold the records that were tried too often."""
        stopped = tuple(record for record, _ in self.told if record.id in counted.stopped)
        told = tuple((record, score) for record, score in self.told if record.id not in counted.stopped)
        return replace(self, told=told, withheld=(*self.withheld, *stopped), counted=counted)


def lawful_matches(office: Office, question: Question, channel: Channel) -> Matches:
    """Find the records that fit, and tell apart what the asker may lawfully learn of and what not."""
    kind = KINDS[question.kind]
    engine = office.engines.get(kind.name)
    if engine is None:
        return Matches()
    engine = engine_by(engine, channel.rules)
    looked = Looked(engine=engine, kind=kind, asked=question.properties, exact=channel.exact)
    pairs = [(record, record.properties) for record in find_candidates(office.store, office.nearby, looked)]
    judged = judge(engine, kind, question.properties, pairs, exact=channel.exact)
    found = _sift(office, question, [(record, score) for record, score in judged if score.quality])
    return replace(found, near=tuple(record for record, score in judged if not score.quality and is_near(score)))


def _sift(office: Office, question: Question, ranked: Sequence[tuple[Record, Score]]) -> Matches:
    """Ask the law about each record, from the best on, until there are as many as an answer names."""
    today = office.clock.now().date()
    told: list[tuple[Record, Score]] = []
    withheld: list[Record] = []
    for record, score in ranked:
        if len(told) == HITS or len(withheld) == _WITHHELD:
            break
        if may_tell(office, question, record, today):
            told.append((record, score))
        else:
            withheld.append(record)
    return Matches(told=tuple(told), withheld=tuple(withheld))


def may_tell(office: Office, question: Question, record: Record, today: date) -> bool:
    """Tell whether the asker may lawfully learn that an own record fits the question."""
    if record.caveat.retain_until < today:
        return False
    facts = record_facts(record, today)
    if not decide_answer(office, question, facts).open:
        return False
    threat = threat_of(office, question, record)
    return threat.danger is Danger.NONE or decide_answer(office, question, facts, threat).open


def threat_of(office: Office, question: Question, record: Record | None = None) -> Threat:
    """Return what is stated to threaten the person where the asker would learn of a record, or of anything at all."""
    matters = (question.id, *((record.lineage,) if record else ()))
    stated = office.store.read(lambda tx: stated_in(office, tx, matters))
    return threat_to(office, stated, question.asker)


def _hit(office: Office, question: Question, decision: Decision, found: Matches) -> Drawn:
    assert decision.channel is not None  # noqa: S101 - an open decision has a channel
    hits = letter_full([draw_hit(office, question, decision.channel, record, score) for record, score in found.told])
    return Drawn(
        answer=answer_of(office, question, Result.HIT, hits),
        question=received(question, QuestionState.HIT),
        hits=hits,
        note=entry(office, _note(question, decision, Act.DISCLOSURE, (*subjects_of(hits), *_ids(found)), found)),
        decision=decision,
        found=found,
    )


def answer_of(
    office: Office, question: Question, result: Result, hits: Sequence[DrawnHit] = (), reasons: tuple[str, ...] = ()
) -> Answer:
    """Return the answer as it travels: of each hit the reference, its quality class and the automatic reply."""
    return Answer(
        question=question.id,
        result=result,
        hits=tuple(one.hit for one in hits),
        reasons=reasons,
        instrument=question.instrument,
        answered_at=office.clock.now(),
        policy=office.law.version,
    )


def received(question: Question, state: QuestionState, reasons: tuple[str, ...] = ()) -> QuestionRow:
    """Return the row of a partner's question."""
    return QuestionRow(question=question, received=True, by=None, enquiry="", state=state, reasons=reasons)


def _gone(tx: Transaction, row: AnswerRow) -> bool:
    """Tell whether the record behind a hit was erased meanwhile."""
    stored = tx.records.get(row.record) if row.record else None
    return stored is None or stored.record is None


def _nothing(office: Office, question: Question, decision: Decision, found: Matches) -> Drawn:
    """Say *nothing*; only our own ledger tells whether there was something that the law withholds."""
    note = entry(office, _note(question, decision, Act.ANSWER, _ids(found), found))
    answer = answer_of(office, question, Result.NOTHING)
    return Drawn(answer=answer, question=None, hits=(), note=note, decision=decision, found=found)


def _refuse(office: Office, question: Question, decision: Decision, reasons: tuple[str, ...]) -> Drawn:
    answer = answer_of(office, question, Result.REFUSED, reasons=reasons)
    return Drawn(answer=answer, question=None, hits=(), note=entry(office, _note(question, decision, Act.REFUSAL)))


def _wait(office: Office, question: Question, decision: Decision) -> Drawn:
    return Drawn(
        answer=answer_of(office, question, Result.WAITING),
        question=received(question, QuestionState.WAITING),
        hits=(),
        note=entry(office, _note(question, decision, Act.QUESTION)),
    )


def _note(
    question: Question, decision: Decision, act: Act, subjects: tuple[str, ...] = (), found: Matches | None = None
) -> Note:
    return Note(
        act=act,
        by=question.asker,
        about=tuple(dict.fromkeys((question.id, *subjects))),
        purpose=question.purpose,
        case=question.case_file,
        decision=decision,
        to=question.asker,
        detail={**(_counts(found) if found else {}), **_urgency(question)},
    )


def _urgency(question: Question) -> Mapping[str, str]:
    """Say of a question that it came by break glass, so that our own oversight finds what it was answered with."""
    return {"break_glass": "asker"} if question.danger_to_life else {}


def _counts(found: Matches) -> Mapping[str, str]:
    """Count the own records that a machine tied to the question (combination, LED Art. 25(1)) and the withheld ones."""
    withheld = len(found.withheld)
    counts = {"withheld": str(withheld), "combined": str(len(found.told) + withheld)}
    return {**counts, **_repeats(found.counted)} if found.counted else counts


def _repeats(counted: Answered) -> Mapping[str, str]:
    """Say how many wordings about one record it was, and of how many records nothing more is told."""
    most = max(counted.wordings[record] for record in counted.noticed)
    return {"wordings": str(most), "stopped": str(len(counted.stopped))}


def _ids(found: Matches) -> tuple[str, ...]:
    """Return the ids of what is withheld, and of what the question was counted for if oversight is shown it."""
    counted = (REPEATS, *found.counted.noticed) if found.counted else ()
    return tuple(dict.fromkeys((*(record.id for record in found.withheld), *sorted(counted))))
