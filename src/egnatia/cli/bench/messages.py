"""The bench of messages: how many signed, sealed letters a second go to another node and are kept on both sides."""

import time
from contextlib import ExitStack
from pathlib import Path

from egnatia.bootstrap import open_node, share
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition
from egnatia.casework.office import Office
from egnatia.cli.bench.child import child
from egnatia.cli.bench.scene import Officer, fill, found_scene, seat
from egnatia.model.caveat import SubjectRole
from egnatia.model.dispatch import Thing

#: Characters of the text of each message: with its fields, some two thousand bytes.
_TEXT = "Two boats left by night. " * 56
#: Letters that one round takes from the outbox: several whole requests.
_ROUND = 512


def measure_messages(folder: Path, messages: int) -> dict[str, object]:
    """Write messages at one node, and measure how long it takes until another has them and its receipts are back.

    Args:
        folder: empty; whoever made it removes it.
        messages: how many.

    Raises:
        NodeError: a node did not start.
    """
    scene = found_scene(folder, 1, 10, delayed=False)
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        fill(scene, shared)
        partner = stack.enter_context(child("egnatia.cli.bench.answering", str(scene.partners[0].folder)))
        node = open_node(scene.asker.folder, shared)
        stack.callback(node.stop)
        officer = seat(node.office, scene)
        begun = time.perf_counter()
        for number in range(messages):
            _write(node.office, officer, number)
        written = time.perf_counter() - begun
        spent, begun = float(partner.ask()), time.perf_counter()
        while deliver_due(node.office, _ROUND):
            pass
        seconds, answering = time.perf_counter() - begun, float(partner.ask()) - spent
        left = node.office.store.read(lambda tx: len(tx.outbox.open()))
        while node.office.store.write(lambda tx: tx.ledger.sequence(node.office.keys.ledger, node.office.clock.now())):
            pass
    return {
        "messages": messages,
        "written_per_second": round(messages / written),
        "delivered_per_second": round((messages - left) / seconds),
        "not_delivered": left,
        "processor_ms_there": round(1000 * answering / messages, 2),
    }


def _write(office: Office, officer: Officer, number: int) -> None:
    send(office, officer.account, save_draft(office, officer.account, composition(officer, number)).id)


def composition(officer: Officer, number: int) -> Composition:
    """Return a message of some two thousand bytes to the first partner."""
    return Composition(
        partner=officer.partners[0],
        area="drugs",
        case=officer.case.id,
        title=f"Boats {number}",
        text=_TEXT,
        reason="He lives there.",
        role=SubjectRole.SUSPECT,
        facts={"facts": ("Two boats.",), "connection": ("He drove the car.",)},
        things=(Thing(kind="vehicle", properties={"plate": (f"BG {number} AA",)}),),
    )
