"""A board of two: a forensic expert proposes that remains are a missing person, somebody else confirms or rejects it.

What is proposed carries its report: figures, prior, threshold and who decided them, as they were then. Nothing that
follows (a certificate, a burial) follows by machine.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from egnatia.casework.casefiles import reading_in
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.identify.basis import frequencies_told, profiles_told, rules_told
from egnatia.casework.identify.disaster import Kin
from egnatia.casework.identify.gather import Found, Window
from egnatia.casework.identify.solve import Identified, Wanted, identify
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.statements import Said, state
from egnatia.casework.trail import Note, entry
from egnatia.exchange.identified import SignedReport, sign_report
from egnatia.ledger.entry import Act
from egnatia.match.kinship.dvi.board import Finding, Outcome, Secondary, dna_finding, reconcile
from egnatia.match.kinship.dvi.report import Identification as Pair
from egnatia.match.kinship.dvi.report import report_told
from egnatia.match.kinship.errors import CaseError
from egnatia.model.identification import Identification
from egnatia.model.identity import CaseId, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct, standing

#: What only a report on a case file of a laboratory says: of that file, which names nobody on record.
_OF_FILES: Final = frozenset({"case_sha256", "sha256", "genotypes", "markers"})
#: What a second person may say of a proposal.
DECISIONS: Final = frozenset({StatementAct.CONFIRM, StatementAct.REJECT})


class Decision(StrEnum):
    """What a second person says of a proposal."""

    CONFIRM = "confirm"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """Who somebody says a body is, with what the board has besides DNA."""

    case: CaseId
    victim: str  #: By the names of the comparison.
    missing: str
    reason: str
    prints: Finding = Finding.OPEN
    dental: Finding = Finding.OPEN
    secondary: tuple[Secondary, ...] = ()
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What a second person says of a proposal, and why."""

    case: CaseId
    proposal: StatementId
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal with what was decided."""

    said: Statement
    report: dict[str, Any]
    decisions: tuple[Statement, ...]  #: Oldest first; the last one counts.

    @property
    def outcome(self) -> str:
        """What the board decided: confirm, reject, or open."""
        return str(self.decisions[-1].act) if self.decisions else "open"


def propose(office: Office, actor: Account, proposing: Proposing) -> Statement:
    """Put an identification before the board, with the report of the least favourable population.

    Raises:
        NotAllowedError: the person is no forensic expert, or does not work in the case file.
        NotLawfulError: the case file is for something else.
        ConflictError: the two were not compared, or that stands before the board already.
        ParseError: there is no reason.
    """
    require(actor, Right.CONFIRM)
    if Role.FORENSIC not in actor.roles:
        raise NotAllowedError(f"{actor.name} may not propose an identification: that needs the role forensic")
    text(2000)(proposing.reason, "reason")
    found = identify(office, actor, Wanted(case=proposing.case, window=proposing.window))
    body, kin = _pair(found, proposing)
    report = json.dumps(_report(office, found, proposing), ensure_ascii=False, sort_keys=True)
    said = Identification(remains=body.lineage, missing=kin.searching.person.lineage, report=report)

    def work(tx: Transaction) -> Statement:
        file = reading_in(tx, actor, proposing.case)
        if any(_is_same(one.said, said) and one.outcome == "open" for one in _proposals(office, tx, file)):
            raise ConflictError("that stands before the board already")
        about = frozenset({said.remains, said.missing, file.id})
        made = Said(act=StatementAct.IDENTIFY, about=about, reason=proposing.reason, identifies=said)
        return state(office, tx, actor, made, file)

    return office.store.write(work)


def decide(office: Office, actor: Account, deciding: Deciding) -> Statement:
    """Confirm or reject a proposal, as somebody else than whoever made it; a later decision takes an earlier one back.

    Raises:
        NotAllowedError: the person proposed it, may not confirm, or does not work in the case file.
        NotFoundError: there is no such proposal in the case file.
        ConflictError: it is to be confirmed, and primary identifiers contradict each other or none identifies.
        ParseError: there is no reason.
    """
    require(actor, Right.CONFIRM)
    text(2000)(deciding.reason, "reason")

    def work(tx: Transaction) -> Statement:
        file = reading_in(tx, actor, deciding.case)
        require(actor, Right.CONFIRM, file.purpose)
        proposal = _proposal(office, tx, file, deciding.proposal)
        if proposal.said.by == actor.id:
            raise NotAllowedError(f"{actor.name} proposed this identification: somebody else decides (four eyes)")
        if deciding.decision is Decision.CONFIRM and proposal.report["outcome"] != Outcome.IDENTIFIED:
            raise ConflictError(
                f"the primary identifiers say {proposal.report['outcome']}: nobody is identified by that"
            )
        act = StatementAct(deciding.decision)
        about = (proposal.said.about - {file.id}) | {proposal.said.id}
        return state(office, tx, actor, Said(act=act, about=frozenset(about), reason=deciding.reason), file)

    return office.store.write(work)


def list_proposals(office: Office, actor: Account, case: CaseId) -> tuple[Proposal, ...]:
    """Return what stands before the board of a case file, oldest first; that it was read is logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotFoundError: there is no such case file.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[Proposal, ...]:
        file = reading_in(tx, actor, case)
        require(actor, Right.CONSULT, file.purpose)
        found = _proposals(office, tx, file)
        if found:
            about = tuple(one.said.id for one in found)
            note = Note(act=Act.CONSULTATION, by=actor.id, about=about, purpose=file.purpose, case=file.id)
            tx.ledger.append([entry(office, note)])
        return found

    return office.store.write(work)


def sign_proposal(office: Office, actor: Account, case: CaseId, proposal: StatementId) -> tuple[str, Proposal]:
    """Sign the report on an identification, with what was decided, with the node's key.

    Returns:
        The signature with all that it covers (compact JWS), and the proposal as it is read.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotFoundError: there is no such proposal in the case file.
    """
    found = next((one for one in list_proposals(office, actor, case) if one.said.id == proposal), None)
    if found is None:
        raise NotFoundError(f"no identification {proposal} in the case file")
    told = SignedReport(node=office.me, at=office.clock.now(), proposal=found.said, decisions=found.decisions)
    return sign_report(told, office.keys.signer), found


def _pair(found: Identified, proposing: Proposing) -> tuple[Found, Kin]:
    body = found.material.bodies.get(proposing.victim)
    kin = next((one for one in found.material.families if one.missing == proposing.missing), None)
    if body is None or kin is None or not found.solutions:
        why = found.unsolved or "one of them is not among those that were compared"
        raise ConflictError(f"{proposing.victim} and {proposing.missing} were not compared: {why}")
    return body, kin


def _report(office: Office, found: Identified, proposing: Proposing) -> dict[str, Any]:
    """Return the report of the population in which the pairing has the least posterior."""
    pair = Pair(victim=proposing.victim, missing=proposing.missing)
    told = []
    for population, solution in found.solutions:
        dna = dna_finding(solution, (pair.victim, pair.missing))
        board = reconcile({"dna": dna, "prints": proposing.prints, "dental": proposing.dental}, proposing.secondary)
        try:
            report = report_told(solution, pair, (board, proposing.secondary), "0" * 64)
        except CaseError as error:
            raise ConflictError(str(error)) from error
        told.append({**report, "population": population, "populations": len(found.solutions)})
    body, kin = _pair(found, proposing)
    least = min(told, key=lambda one: float(one["posterior"]))
    standard = office.standard
    named = {"decided": standard.decided, "mutation_rate": standard.mutation_rate if standard.mutates else 0.0}
    table = next(one for one in office.populations if one.name == least["population"])
    basis = {
        "profiles": profiles_told((pair.victim, body), kin),
        "frequencies": frequencies_told(table),
        "rules": rules_told(office.law.version),
        "standard": named,
    }
    return {name: value for name, value in least.items() if name not in _OF_FILES} | basis


def _is_same(made: Statement, said: Identification) -> bool:
    known = made.identifies
    return known is not None and (known.remains, known.missing) == (said.remains, said.missing)


def _proposals(office: Office, tx: Transaction, file: CaseFile) -> tuple[Proposal, ...]:
    made = standing(tx.statements.about(file.id))
    own = [one for one in made if one.identifies and one.issuer == office.me]
    return tuple(_with_decisions(office, one, tx.statements.about(one.id)) for one in own)


def _with_decisions(office: Office, said: Statement, about: Sequence[Statement]) -> Proposal:
    decisions = tuple(one for one in standing(about) if one.act in DECISIONS and one.issuer == office.me)
    report = json.loads(said.identifies.report) if said.identifies else {}
    return Proposal(said=said, report=report, decisions=decisions)


def _proposal(office: Office, tx: Transaction, file: CaseFile, wanted: StatementId) -> Proposal:
    found = next((one for one in _proposals(office, tx, file) if one.said.id == wanted), None)
    if found is None:
        raise NotFoundError(f"no identification {wanted} in the case file")
    return found
