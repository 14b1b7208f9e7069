"""The bench of attachments: how fast a file gets to another node, and how much memory both need for it."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import NodeError, open_node, open_store, share
from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.attachment.saving import save
from egnatia.casework.blobs import Blob, BlobState
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import send
from egnatia.cli.bench.child import child
from egnatia.cli.bench.messages import composition
from egnatia.cli.bench.scene import fill, found_scene, seat
from egnatia.settings import read_settings

_T = TypeVar("_T")
_MEGABYTE = 1_000_000
#: Seconds between two looks at whether the file is there, and until it should be.
_LOOK, _PATIENCE = 0.05, 3600.0


def measure_attachment(folder: Path, megabytes: int) -> dict[str, object]:
    """Attach a file of random bytes, send it, and measure until the other node has it whole and checked.

    Args:
        folder: empty; whoever made it removes it. The file lies there twice, sealed.
        megabytes: of the file.

    Raises:
        NodeError: a node did not start, or the file did not come.
    """
    scene = found_scene(folder, 1, 10, delayed=False)
    there = scene.partners[0].folder
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        fill(scene, shared)
        partner = stack.enter_context(child("egnatia.cli.bench.answering", str(there)))
        node = open_node(scene.asker.folder, shared)
        stack.callback(node.stop)
        port = NodePort(node)
        port.start()
        stack.callback(port.stop)
        officer = seat(node.office, scene)
        before = memory_of(os.getpid()), memory_of(partner.number)
        message = save_draft(node.office, officer.account, composition(officer, 1)).id
        giving = Enclosing(message=message, name="bench.bin")
        made, sealed = timed(lambda: give(node.office, officer.account, giving, invented(megabytes)))
        send(node.office, officer.account, message)
        store = open_store(read_settings(there).database_url, readonly=True)
        stack.callback(store.close)
        deliver_due(node.office)
        spent = time.process_time(), float(partner.ask())
        _, fetched = timed(lambda: wait(lambda: is_here(store.read(lambda tx: tx.blobs.get(made.id)))))
        used = time.process_time() - spent[0], float(partner.ask()) - spent[1]
        saved = save(node.office, officer.account, message, made.id)
        _, opened = timed(lambda: sum(map(len, saved.pieces)))
        after = memory_of(os.getpid()), memory_of(partner.number)
    return {
        "megabytes": megabytes,
        "sealed_mb_per_second": round(megabytes / sealed, 1),
        "fetched_mb_per_second": round(megabytes / fetched, 1),
        "saved_mb_per_second": round(megabytes / opened, 1),
        "processor_ms_a_megabyte_here": round(1000 * used[0] / megabytes, 2),
        "processor_ms_a_megabyte_there": round(1000 * used[1] / megabytes, 2),
        "more_memory_mb_here": _grown(after[0], before[0]),
        "more_memory_mb_there": _grown(after[1], before[1]),
        "peak_memory_mb_here": after[0],
        "peak_memory_mb_there": after[1],
    }


def invented(megabytes: int) -> Iterator[bytes]:
    """Yield so many megabytes, each the same random bytes: drawing others would be measured too."""
    piece = os.urandom(_MEGABYTE)
    yield from (piece for _ in range(megabytes))


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """Do a work, and return what it returned and how many seconds it took."""
    begun = time.perf_counter()
    made = work()
    return made, time.perf_counter() - begun


def wait(there: Callable[[], bool]) -> None:
    """Wait until something is there.

    Raises:
        NodeError: it does not come.
    """
    end = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > end:
            raise NodeError("the attachment did not come within an hour")
        time.sleep(_LOOK)


def is_here(blob: Blob | None) -> bool:
    """Tell whether a file is whole.

    Raises:
        NodeError: it was refused.
    """
    if blob and blob.state is BlobState.REFUSED:
        raise NodeError(f"the attachment was refused: {blob.error}")
    return blob is not None and blob.state is BlobState.HERE


def memory_of(process: int) -> int | None:
    """Return the most megabytes that a process had in memory so far; None where the system does not tell (proc(5))."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return None
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 // _MEGABYTE


def _grown(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before
