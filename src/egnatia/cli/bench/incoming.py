"""The bench of the automatic services: questions come in at a steady rate, and each is answered with data at once.

The questions are written and sealed beforehand, so that what is measured is the node that answers: its mTLS port, the
law, the register, the ledger and the disk. Partners send on schedule, whether or not earlier ones are answered.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

from egnatia.bootstrap import Shared, open_node, share
from egnatia.casework.ask import ask
from egnatia.casework.collect import collect
from egnatia.casework.letters import seal, unseal
from egnatia.casework.office import Office
from egnatia.casework.rows import Role
from egnatia.casework.takein import prepare
from egnatia.cli.bench.child import child
from egnatia.cli.bench.floor import key_operations_ms
from egnatia.cli.bench.scene import ASKER as ANSWERER
from egnatia.cli.bench.scene import Scene, found_scene, person, seat
from egnatia.cli.bench.subjects import AT_ONCE
from egnatia.exchange.batch import read_replies, write_request

#: Requests that may be on their way at once; more wait, and their waiting counts.
_HANDS = 64
_WARM_UP = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What comes in."""

    partners: int  #: Nodes that ask, in turn.
    rate: int  #: Questions a second, of all together.
    seconds: int
    records: int  #: Of the kind, in the register that is asked.
    kind: str  #: Of `subjects.AT_ONCE`.
    database: str  #: URL of the database of the node that answers: a relative SQLite path, or an empty PostgreSQL one.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A question in its envelope, and when it is sent."""

    office: Office
    body: bytes
    after: float  #: Seconds.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What came back, and how long after the moment at which it should have been sent."""

    letter: _Letter
    seconds: float
    body: bytes | None


def measure_incoming(folder: Path, stream: Stream) -> dict[str, object]:
    """Found a network, send the questions on schedule, and give the figures.

    Args:
        folder: empty; whoever made it removes it.
        stream: what comes in.

    Raises:
        NodeError: a node did not start.
    """
    scene = found_scene(folder, stream.partners, stream.records, delayed=False, database=stream.database)
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        _fill(scene, shared, stream.kind)
        answering = stack.enter_context(child("egnatia.cli.bench.answering", str(scene.asker.folder)))
        askers = [open_node(place.folder, shared) for place in scene.partners]
        for asker in askers:
            stack.callback(asker.stop)
        letters = list(_written(scene, [asker.office for asker in askers], stream))
        _sent([replace(letter, after=0.0) for letter in letters[:_WARM_UP]])
        cpu, begun = float(answering.ask()), time.perf_counter()
        heard = _sent(letters[_WARM_UP:])
        took, used = time.perf_counter() - begun, float(answering.ask()) - cpu
        return _figures(stream, heard, took, used) | _ratio(used * 1000 / len(heard), askers[0].office)


def _fill(scene: Scene, shared: Shared, kind: str) -> None:
    node = open_node(scene.asker.folder, shared)
    keeper = person(node.office, "keeper", Role.OFFICER)
    collect(node.office, keeper, [AT_ONCE[kind][0](number) for number in range(scene.records)])
    node.stop()


def _written(scene: Scene, offices: Sequence[Office], stream: Stream) -> Iterator[_Letter]:
    """Write and seal the questions; every second is about something in the register."""
    officers = [replace(seat(office, scene), partners=(ANSWERER,)) for office in offices]
    for number in range(_WARM_UP + stream.rate * stream.seconds):
        office, officer = offices[number % len(offices)], officers[number % len(offices)]
        asked = ask(office, officer.account, officer.enquiry(stream.kind, number % stream.records))
        body = write_request([seal(office, row.message).data for row in asked.letters])
        yield _Letter(office=office, body=body, after=(number - _WARM_UP) / stream.rate)


def _sent(letters: Sequence[_Letter]) -> list[_Heard]:
    begun = time.perf_counter() + 0.1

    def post(letter: _Letter) -> _Heard:
        due = begun + letter.after
        time.sleep(max(0.0, due - time.perf_counter()))
        ((reply,),) = letter.office.partners.deliver([(ANSWERER, letter.body)])
        return _Heard(letter=letter, seconds=time.perf_counter() - due, body=reply.body)

    with ThreadPoolExecutor(_HANDS) as pool:
        return list(pool.map(post, letters))


def _figures(stream: Stream, heard: Sequence[_Heard], took: float, used: float) -> dict[str, object]:
    times = sorted(one.seconds * 1000 for one in heard)
    cuts = quantiles(times, n=100)
    said = Counter(_said(one) for one in heard)
    return {
        "bench": "incoming",
        "kind": stream.kind,
        "database": stream.database.partition(":")[0],
        "partners": stream.partners,
        "records": stream.records,
        "offered_per_second": stream.rate,
        "questions_per_second": round(len(heard) / took, 1),
        "p50_ms": round(median(times), 1),
        "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1),
        "cpu_answering_ms": round(used * 1000 / len(heard), 2),
        **{name: round(count / len(heard), 4) for name, count in sorted(said.items())},
    }


def _ratio(spent_ms: float, office: Office) -> dict[str, float]:
    """Say how many times the bare key operations of one side an answer costs."""
    floor = key_operations_ms(office) / 2
    return {"key_operations_ms": round(floor, 2), "times_key_operations": round(spent_ms / floor, 1)}


def _said(one: _Heard) -> str:
    """Open what came back and tell what it says."""
    if one.body is None:
        return "away"
    reply = read_replies(one.body, 1)[0]
    if not isinstance(reply, bytes):
        return "refused"
    answer = prepare(one.letter.office, unseal(one.letter.office, reply, ANSWERER)).heard
    return str(answer.result) if answer else "other"
