"""A message that is typed half and left for a week is still there, with its file, whatever became of the node."""

from datetime import timedelta

from tests.network.realm import Realm, desk

from egnatia.adapters.duties.keeping import Keeping
from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.attachment.saving import save
from egnatia.casework.dispatch.drafting import find_draft, save_draft
from egnatia.casework.dispatches import Composition

HALF = Composition(partner="AL", title="Two boa", text="They left by ni", facts={"facts": ("Seen at",)}, minor=True)


def test_what_was_typed_half_is_there_after_a_week_and_a_restart(empty: Realm) -> None:
    empty.found("RS", "AL")
    empty.start("RS")
    officer = desk(empty, "RS").officer
    office = empty.office("RS")
    message = save_draft(office, officer, HALF).id
    scan = give(office, officer, Enclosing(message=message, name="boats.pdf"), [b"two boats"])
    empty.stop("RS")
    empty.clock.advance(timedelta(days=8))
    empty.start("RS")
    office = empty.office("RS")
    Keeping(office).keep()
    row = office.store.read(lambda tx: find_draft(tx, officer, message))
    assert row.draft == HALF
    assert b"".join(save(office, officer, message, scan.id).pieces) == b"two boats"
