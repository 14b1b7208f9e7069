"""A message as the pattern of another: what it says is taken over; to whom, why and on whose authority is said anew."""

from dataclasses import replace

from egnatia.casework.casefiles import list_case_files
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.paper import composition_of
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.rows import Account
from egnatia.model.identity import MessageId


def draft_like(office: Office, actor: Account, message: MessageId) -> DispatchRow:
    """Begin a draft that says what a message of this node said; nothing of it is sent.

    What it says of people and facts stays in its case file: where that was closed, only sort, area, desks and marking
    are taken over.

    Raises:
        NotAllowedError: the person may not see the message, or not exchange messages.
        NotFoundError: there is no such message.
        ConflictError: a partner wrote it, or it is a reply: what partners say goes on by passing it on, with consent.
        ParseError: what it said was erased.
    """
    row = office.store.read(lambda tx: find_dispatch(tx, actor, message))
    said = composition_of(row)
    if row.received or said.replies_to:
        raise ConflictError("only a message with which this node began a thread is a pattern for another")
    return save_draft(office, actor, _anew(office, actor, said))


def _anew(office: Office, actor: Account, said: Composition) -> Composition:
    goes_on = any(file.id == said.case and not file.closed_at for file in list_case_files(office, actor))
    kept = replace(said, partner="", reason="", urgency="", urgent=False, authorisation="", instrument="")
    return kept if goes_on else replace(kept, case="", things=(), facts={}, title="", text="", restriction="")
