"""Four eyes: whoever confirmed a hit does not decide on its record, and where the law wants two, two decide.

The giving side keeps to it, and the receiving side checks it: who confirmed and who released travels with a release, by
the numbers of their accounts.
"""

from dataclasses import dataclass

from egnatia.casework.confirm import JUDGED_BY, Matter, confirming
from egnatia.casework.effect import out_of_place
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.lawful import Backing, decide_release, record_facts
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.exchange.errors import Refused
from egnatia.exchange.excerpt import Excerpt
from egnatia.exchange.limits import MAX_SKEW
from egnatia.exchange.payloads import Release
from egnatia.exchange.refusal import RefusalCode
from egnatia.law.channels import Confirms
from egnatia.model.identity import Reference
from egnatia.model.statement import Statement, StatementAct, standing

#: The condition that a first approval may leave unmet: the law's own id for it.
SECOND_APPROVER = "release.second-approver"
#: How many acts on one hit are looked through; there are few.
ACTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What people of this node have said of one hit."""

    confirmed: Statement | None  #: None: nobody here did; under some instruments the asker's expert does.
    released: tuple[Statement, ...]  #: Approvals of its release, oldest first; some may have been used up.


def made_here(office: Office, tx: Transaction, reference: Reference) -> Made:
    """Return what people of this node have said of a hit; a partner's word approves nothing for us."""
    own = [found for found in standing(tx.statements.about(reference)) if found.issuer == office.me]
    confirmed = [found for found in own if found.act is StatementAct.CONFIRM]
    released = tuple(found for found in own if found.act is StatementAct.RELEASE)
    return Made(confirmed=confirmed[-1] if confirmed else None, released=released)


def refuse_confirmer(made: Made, actor: Account, doing: str) -> None:
    """Refuse whoever confirmed a hit to decide on its record.

    Raises:
        NotAllowedError: the person did.
    """
    if made.confirmed and made.confirmed.by == actor.id:
        raise NotAllowedError(f"{actor.name} confirmed this hit: somebody else must {doing} it (four eyes)")


def check_given(office: Office, tx: Transaction, matter: Matter, given: Release) -> None:
    """Refuse a partner's release behind which fewer different people stand than the law wants.

    The partner decided that the record may be given, and its decision prevails; that enough people decided is checked
    by what is known here: the question and what was given.

    Raises:
        Refused: four_eyes; or out_of_place, if another confirmation came before than the one that is named now.
    """
    people = [approval.by for approval in given.approvals]
    if len(set(people)) < len(people):
        raise _too_few("one person stands behind the release twice")
    _check_confirmation(office, tx, matter, given)
    if given.confirmed and given.confirmed.by in people:
        raise _too_few("whoever confirmed the hit released it as well")
    if _second_wanted(office, matter, given):
        raise _too_few("the law wants a second approver for this")


def _check_confirmation(office: Office, tx: Transaction, matter: Matter, given: Release) -> None:
    """See that a confirmation is named where the partner confirms, and that it is the one that came, if one did."""
    if confirming(office, matter) is not Confirms.ANSWERER:
        if given.confirmed:
            raise out_of_place("under this instrument the hit is confirmed here")
        return
    if given.confirmed is None:
        raise _too_few("the release does not say who confirmed the hit")
    if not _came(tx, given.reference, given.confirmed):
        raise out_of_place("another confirmation came than the one that the release names")


def _came(tx: Transaction, reference: Reference, confirmed: Excerpt) -> bool:
    """Tell whether this confirmation came, or none so far: letters may overtake one another."""
    logged = (lodged.entry for lodged in tx.ledger.trail(reference, ACTS))
    told = [(one.detail[JUDGED_BY], one.about) for one in logged if JUDGED_BY in one.detail]
    return not told or any(by == confirmed.by and confirmed.statement in about for by, about in told)


def _second_wanted(office: Office, matter: Matter, given: Release) -> bool:
    # By the clock of a partner that is ahead, somebody may have come of age whom ours has under age still.
    today = (office.clock.now() + MAX_SKEW).date()
    asked, people = matter.asked.question, len(given.approvals)
    backing = Backing(approvals=people, danger_to_life=asked.danger_to_life)
    decisions = (decide_release(office, asked, record_facts(record, today), backing) for record in given.records)
    return any(found.policy == SECOND_APPROVER for decision in decisions for found in decision.missing)


def _too_few(words: str) -> Refused:
    return Refused(RefusalCode.FOUR_EYES, words)
