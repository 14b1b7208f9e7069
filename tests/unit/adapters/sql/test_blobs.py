"""Where files stand, as it is kept."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.adapters.sql.test_dispatches import row as dispatch_row
from tests.unit.model.samples import MORNING
from tests.unit.model.test_dispatch import REQUEST

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.blobs import Blob, BlobState
from egnatia.exchange.states import DispatchState
from egnatia.model.dispatch import parse_dispatch
from egnatia.model.identity import AttachmentId, MessageId, NodeId

AL, MK = NodeId("AL"), NodeId("MK")


def blob(number: int, **fields: object) -> Blob:
    values: dict[str, object] = {
        "id": AttachmentId(f"{number:032x}"),
        "message": MessageId(f"{number:032x}"),
        "partner": AL,
        "received": True,
        "size": 100,
        "state": BlobState.COMING,
        "at": MORNING,
        "next_try": MORNING + timedelta(minutes=number),
    }
    return Blob(**{**values, **fields})  # type: ignore[arg-type]


def test_a_row_comes_back_as_it_was_and_changes(embedded: SqlStore) -> None:
    one = blob(1)
    embedded.write(lambda tx: tx.blobs.add([one]))
    assert embedded.read(lambda tx: tx.blobs.get(one.id)) == one
    other = replace(one, state=BlobState.HERE, tries=3, error="away")
    embedded.write(lambda tx: tx.blobs.change(other))
    assert embedded.read(lambda tx: tx.blobs.of([one.message])) == (other,)
    embedded.write(lambda tx: tx.blobs.drop([one.id]))
    embedded.write(lambda tx: tx.blobs.change(one))
    assert embedded.read(lambda tx: (tx.blobs.get(one.id), tx.blobs.of([]))) == (None, ())


def test_what_has_waited_longest_is_due_first(embedded: SqlStore) -> None:
    embedded.write(lambda tx: tx.blobs.add([blob(3), blob(1), blob(2, state=BlobState.HERE)]))
    assert embedded.read(lambda tx: tx.blobs.due(MORNING)) is None
    due = embedded.read(lambda tx: tx.blobs.due(MORNING + timedelta(hours=1)))
    assert due == blob(1)


def test_what_a_partner_has_here_and_coming_is_added_up(embedded: SqlStore) -> None:
    kept = [blob(1), blob(2, state=BlobState.HERE), blob(3, state=BlobState.REFUSED), blob(4, partner=MK)]
    embedded.write(lambda tx: tx.blobs.add([*kept, blob(5, received=False, state=BlobState.HERE)]))
    sums = embedded.read(lambda tx: [tx.blobs.kept_of(partner) for partner in (AL, MK, NodeId("RS"))])
    assert sums == [200, 100, 0]


def test_a_file_is_given_to_the_partner_of_its_message(embedded: SqlStore) -> None:
    embedded.write(lambda tx: tx.blobs.add([blob(1, partner=NodeId(""), received=False), blob(2)]))
    embedded.write(lambda tx: tx.blobs.give(MessageId(f"{1:032x}"), MK))
    given = embedded.read(lambda tx: tx.blobs.of([blob(1).message, blob(2).message]))
    assert [one.partner for one in given] == [MK, AL]


def test_files_end_with_what_their_message_says(embedded: SqlStore) -> None:
    speaking = dispatch_row(1, dispatch=parse_dispatch(REQUEST), state=DispatchState.SENT)
    embedded.write(lambda tx: tx.dispatches.add(speaking))
    writing = blob(2, message=speaking.id, state=BlobState.WRITING)
    embedded.write(lambda tx: tx.blobs.add([blob(1, message=speaking.id), writing, blob(3)]))
    assert embedded.read(lambda tx: tx.blobs.ended(MORNING)) == (blob(3).id,)
    assert embedded.read(lambda tx: tx.blobs.ended(MORNING + timedelta(days=1))) == (writing.id, blob(3).id)
    embedded.write(lambda tx: tx.dispatches.forget(MORNING + timedelta(days=1), 9))
    everything = (blob(1).id, writing.id, blob(3).id)
    assert embedded.read(lambda tx: tx.blobs.ended(MORNING)) == everything
    assert embedded.read(lambda tx: tx.blobs.ids()) == set(everything)
