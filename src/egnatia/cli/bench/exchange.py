"""The bench of the exchange: how long it takes from asking until the last partner's answer is in and kept."""

import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from types import MappingProxyType
from typing import Final

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, open_node, share
from egnatia.casework.ask import ask, follow
from egnatia.casework.deliver import Outcome
from egnatia.cli.bench.child import Child, child
from egnatia.cli.bench.floor import key_operations_ms
from egnatia.cli.bench.scene import LOCAL, Officer, Place, Scene, fill, found_scene, free_port, seat

#: What is measured, and what is asked about for it.
KINDS: Final = MappingProxyType({"identifier": "vehicle", "name": "person"})
_WARM_UP = 4
_ROUND_TRIPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How hard to measure."""

    partners: int
    delay_ms: int
    in_flight: int
    processes: int
    enquiries: int
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One enquiry: how long it took, and what became of its questions."""

    seconds: float
    outcomes: tuple[Outcome, ...]


def measure(folder: Path, load: Load) -> Iterator[dict[str, object]]:
    """Found a network, run it, and give the figures of each kind of question.

    Args:
        folder: empty; whoever made it removes it.
        load: how hard.

    Raises:
        NodeError: a node did not start.
    """
    scene = found_scene(folder, load.partners, load.records, delayed=load.delay_ms > 0)
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        fill(scene, shared)
        answering = [
            stack.enter_context(child("egnatia.cli.bench.answering", *(str(place.folder) for place in places)))
            for places in _spread(scene, load.processes - 1)
        ]
        for place in scene.partners if load.processes == 1 else ():
            stack.enter_context(_running(open_node(place.folder, shared)))
        round_trip = stack.enter_context(_delays(scene, load.delay_ms))
        asker = open_node(scene.asker.folder, shared)
        stack.enter_context(_running(asker))
        officer = seat(asker.office, scene)
        for kind in KINDS:
            run = _run(Field(asker, officer, answering), kind, load)
            yield _figures(kind, load, round_trip, run) | _ratio(run, load, key_operations_ms(asker.office))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All enquiries of one kind."""

    taken: Sequence[Taken]
    seconds: float
    cpu_asking: float  #: Seconds of processor time.
    cpu_answering: float


@dataclass(frozen=True, slots=True)
class Field:
    """Who asks, and the processes that answer."""

    asker: Node
    officer: Officer
    answering: Sequence[Child]

    def cpu(self) -> tuple[float, float]:
        """Return the processor time used so far: by the process that asks, and by those that answer."""
        return time.process_time(), sum(float(process.ask()) for process in self.answering)


def _run(field: Field, kind: str, load: Load) -> Run:
    office, officer = field.asker.office, field.officer

    def once(number: int) -> Taken:
        begun = time.perf_counter()
        asked = ask(office, officer.account, officer.enquiry(KINDS[kind], number))
        outcomes = tuple(delivered.outcome for delivered in follow(office, asked))
        return Taken(seconds=time.perf_counter() - begun, outcomes=outcomes)

    with ThreadPoolExecutor(load.in_flight) as pool:
        list(pool.map(once, range(_WARM_UP * load.in_flight)))
        cpu, begun = field.cpu(), time.perf_counter()
        taken = list(pool.map(once, range(load.enquiries)))
        seconds, end = time.perf_counter() - begun, field.cpu()
    return Run(taken=taken, seconds=seconds, cpu_asking=end[0] - cpu[0], cpu_answering=end[1] - cpu[1])


def _figures(kind: str, load: Load, round_trip: float, run: Run) -> dict[str, object]:
    times = sorted(found.seconds for found in run.taken)
    outcomes = Counter(outcome for found in run.taken for outcome in found.outcomes)
    rate, questions = len(times) / run.seconds, len(times) * load.partners
    return {
        "bench": "exchange",
        "kind": kind,
        "partners": load.partners,
        "delay_ms": load.delay_ms,
        "in_flight": load.in_flight,
        "processes": load.processes,
        "enquiries": load.enquiries,
        "p50_ms": _ms(median(times)),
        "p95_ms": _ms(quantiles(times, n=20)[-1]),
        "slowest_rtt_ms": _ms(round_trip),
        "fan_outs_per_second": round(rate, 1),
        "questions_per_second": round(rate * load.partners, 1),
        "cpu_asking_ms": round(run.cpu_asking * 1000 / questions, 2),
        "cpu_answering_ms": round(run.cpu_answering * 1000 / questions, 2),
        "answered": round(outcomes[Outcome.ANSWERED] / questions, 4),
    }


def _ratio(run: Run, load: Load, floor_ms: float) -> dict[str, float]:
    """Say how many times the bare key operations a question costs, at both sides together."""
    spent = (run.cpu_asking + run.cpu_answering) * 1000 / (len(run.taken) * load.partners)
    return {"key_operations_ms": round(floor_ms, 2), "times_key_operations": round(spent / floor_ms, 1)}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _spread(scene: Scene, processes: int) -> list[tuple[Place, ...]]:
    """Spread the partners over that many processes."""
    return [scene.partners[first::processes] for first in range(processes)]


@contextmanager
def _running(node: Node) -> Iterator[None]:
    with ExitStack() as stack:
        stack.callback(node.stop)
        node.start()
        port = NodePort(node)
        port.start()
        stack.callback(port.stop)
        yield


@contextmanager
def _delays(scene: Scene, delay_ms: int) -> Iterator[float]:
    """Put the delays before the partners; give the round trip in seconds, as an echo takes it."""
    echo = free_port()
    pairs = [f"{place.reached}:{place.listens}" for place in scene.partners if delay_ms]
    with child("egnatia.cli.bench.delay", str(delay_ms), f"{echo}:0", *pairs):
        yield median(_round_trip(echo) for _ in range(_ROUND_TRIPS))


def _round_trip(port: int) -> float:
    with socket.create_connection((LOCAL, port)) as connection:
        begun = time.perf_counter()
        connection.sendall(b"?")
        connection.recv(1)
        return time.perf_counter() - begun
