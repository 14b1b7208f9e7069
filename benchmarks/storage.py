"""What the node's database does: durable writes, the ledger's rate, proofs in a large log, candidates in a register.

Prints one JSON line a figure. Durable rates say as much about the disk as about the program, so each stands beside the
bare rate of `fdatasync` of the same folder in the same run. `--folder` chooses the disk.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import InboxRow, OutboxRow, QuestionRow
from egnatia.ledger.entry import Act, Entry, leaf_hash
from egnatia.ledger.note import NoteKey, Signer
from egnatia.ledger.verification import verify_inclusion
from egnatia.match.engine import Term
from egnatia.model.caveat import Caveat, Information, Purpose, Source, SubjectRole
from egnatia.model.identity import AccountId, CaseId, LineageId, MessageId, NodeId, QuestionId
from egnatia.model.message import Message, MessageType
from egnatia.model.question import Question, Subject, plain_question
from egnatia.model.record import Record

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ME, PARTNER = NodeId("RS"), NodeId("AL")
OFFICER = AccountId("b2" * 16)

Figure: TypeAlias = dict[str, object]


def hex128(number: int) -> str:
    """Return a number as an id."""
    return f"{number:032x}"


def signer() -> Signer:
    """Return a real key to sign checkpoints with."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Signer(key=NoteKey(name="rs.example/ledger", public=public), sign=private.sign)


def an_entry(number: int) -> Entry:
    """Return the numbered one of many entries, about two things."""
    return Entry(
        act=Act.QUESTION,
        at=NOW,
        node=ME,
        by=OFFICER,
        nonce=hex128(number),
        to=PARTNER,
        about=(hex128(number), f"{number * 7919:064x}"),
    )


def a_question(number: int) -> Question:
    """Return the numbered one of many questions."""
    return Question(
        id=QuestionId(hex128(number)),
        asker=ME,
        partner=PARTNER,
        kind="person",
        properties={"family_name": ("Пробни",), "birth_date": ("1985-04",)},
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        instrument="pcc-see",
        case_file=CaseId("d4" * 16),
        authorisation=None,
        subject=Subject(role=SubjectRole.SUSPECT),
        necessity="Named on a seized waybill; the vehicle bears a plate of the partner.",
        urgent=False,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=1),
        policy="e5" * 32,
    )


def ask(tx: Transaction, number: int) -> None:
    """Write what an asking node writes: a question, a letter, a ledger entry."""
    question = a_question(number)
    message = Message(
        id=MessageId(question.id),
        type=MessageType.QUESTION,
        sender=ME,
        recipient=PARTNER,
        sent_at=NOW,
        expires_at=question.expires_at,
        body=plain_question(question),
    )
    tx.questions.add([QuestionRow(question=question, received=False, by=OFFICER, enquiry=hex128(1), state="asked")])
    tx.outbox.add([OutboxRow(message=message, next_try=NOW)])
    tx.ledger.append([an_entry(number)])


def take_in(tx: Transaction, number: int) -> None:
    """Write what an answering node writes for no hit: the dedupe key and a ledger entry."""
    message = MessageId(hex128(number))
    row = InboxRow(
        sender=PARTNER,
        envelope=hex128(number + 1),
        message=message,
        received_at=NOW,
        expires_at=NOW,
        outcome="nothing",
    )
    if tx.inbox.handled(PARTNER, message) is None and tx.inbox.accept(row):
        tx.ledger.append([an_entry(number)])


@contextmanager
def a_store(folder: Path, name: str) -> Iterator[SqlStore]:
    """Open a new database in the folder and close it afterwards."""
    opened = open_store(f"sqlite:///{folder / name}.db")
    yield opened
    opened.close()


def fdatasync_rate(folder: Path, seconds: float) -> float:
    """Measure how often a second the disk makes 4 KiB durable."""
    file = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT)
    end, count = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        os.pwrite(file, os.urandom(4096), count % 1000 * 4096)
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count / seconds


def rate(write: Callable[[int], object], threads: int, seconds: float) -> float:
    """Return how often a second several threads together get a write done."""
    counts = [0] * threads
    end = time.perf_counter() + seconds

    def work(thread: int) -> None:
        while time.perf_counter() < end:
            write(1 + thread + threads * counts[thread])
            counts[thread] += 1

    workers = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds


def bench_writes(folder: Path, seconds: float) -> Iterator[Figure]:
    """Measure durable writes of three rows and a ledger entry, against the bare disk."""
    bare = fdatasync_rate(folder, seconds)
    yield {"bench": "storage_fdatasync", "per_s": round(bare)}
    for threads in (1, 16):
        with a_store(folder, f"writes{threads}") as store:
            found = rate(partial(run, store, ask), threads, seconds)
        ratio = round(found / bare, 2)
        yield {"bench": "storage_writes", "threads": threads, "per_s": round(found), "ratio_to_fdatasync": ratio}


def bench_cpu(works: int = 2000) -> Iterator[Figure]:
    """Measure what works cost the processor, on a database in memory, with building what they write."""
    for name, work in (("nothing", pass_by), ("ask", ask), ("take_in", take_in)):
        memory = open_store("sqlite://")
        run(memory, work, works)
        start = time.process_time()
        for number in range(works):
            run(memory, work, number)
        yield {"bench": "storage_cpu", "work": name, "us": round((time.process_time() - start) / works * 1e6)}
        memory.close()


def run(store: SqlStore, work: Callable[[Transaction, int], None], number: int) -> None:
    """Run a numbered work."""
    store.write(lambda tx: work(tx, number))


def pass_by(_tx: Transaction, _number: int) -> None:
    """Write nothing."""


def bench_ledger(folder: Path, seconds: float) -> Iterator[Figure]:
    """Measure entries appended by 16 threads, 8 a work, while a sequencer signs a checkpoint every 250 ms."""
    key, done = signer(), threading.Event()
    with a_store(folder, "ledger") as store:

        def append(number: int) -> None:
            entries = [an_entry(number * 8 + step) for step in range(8)]
            store.write(lambda tx: tx.ledger.append(entries))

        def sequence() -> None:
            while not done.wait(0.25):
                store.write(lambda tx: tx.ledger.sequence(key, NOW))

        sequencer = threading.Thread(target=sequence)
        start = time.perf_counter()
        sequencer.start()
        rate(append, 16, seconds)
        done.set()
        sequencer.join()
        while store.write(lambda tx: tx.ledger.sequence(key, NOW)):
            pass
        took, size = time.perf_counter() - start, store.read(lambda tx: tx.ledger.head().size)
        yield {"bench": "storage_ledger", "entries_per_s": round(size / took), "entries": size}


def bench_proof(folder: Path, leaves: int) -> Iterator[Figure]:
    """Measure building a log of so many entries, and an inclusion proof in it, read and built."""
    key, step = signer(), 2000
    with a_store(folder, "proof") as store:
        start = time.perf_counter()
        for first in range(0, leaves, step):
            entries = [a_bare_entry(number) for number in range(first, min(first + step, leaves))]
            store.write(lambda tx, entries=entries: tx.ledger.append(entries))  # type: ignore[misc]
            store.write(lambda tx: tx.ledger.sequence(key, NOW))
        took = time.perf_counter() - start
        yield {"bench": "storage_ledger_build", "entries": leaves, "entries_per_s": round(leaves / took)}
        chance = random.Random(1)  # noqa: S311 - the same places in every run
        times = [timed_proof(store, chance.randrange(leaves)) for _ in range(500)]
        yield {"bench": "storage_proof", "entries": leaves, **milliseconds(times)}


def a_bare_entry(number: int) -> Entry:
    """Return the numbered one of many entries, about nothing."""
    return Entry(act=Act.START, at=NOW, node=ME, by=OFFICER, nonce=hex128(number))


def timed_proof(store: SqlStore, index: int) -> float:
    """Return the seconds that a proof takes, which is then checked."""
    start = time.perf_counter()
    proof = store.read(lambda tx: tx.ledger.inclusion(index))
    took = time.perf_counter() - start
    head = proof.checkpoint.checkpoint
    verify_inclusion(leaf_hash(a_bare_entry(index).to_bytes()), index, head.size, proof.path, head.root)
    return took


def milliseconds(times: list[float]) -> Figure:
    """Return median and 95th percentile in milliseconds."""
    p95 = statistics.quantiles(times, n=20)[-1]
    return {"p50_ms": round(statistics.median(times) * 1e3, 3), "p95_ms": round(p95 * 1e3, 3)}


def a_person(number: int, chance: random.Random) -> tuple[Record, frozenset[Term]]:
    """Return an invented person with twelve keys, drawn as unevenly as surnames are: the commonest has one in 40."""
    common = {f"k{int(40 * chance.paretovariate(1)) % 20_000}" for _ in range(8)}
    rare = {f"r{chance.randrange(200_000)}" for _ in range(4)}
    record = Record(
        kind="person",
        issuer=ME,
        lineage=LineageId(hex128(number)),
        recorded_at=NOW,
        properties={"family_name": ("Пробни", "Probni"), "first_name": ("Образац",), "birth_date": ("1985-04-12",)},
        caveat=CAVEAT,
        salt=hex128(number),
    )
    return record, frozenset(Term(scheme="name", key=key) for key in common | rare)


CAVEAT = Caveat(
    source=Source.MOSTLY,
    information=Information.KNOWN_TO_SOURCE,
    purposes=frozenset({Purpose.CRIMINAL_INVESTIGATION}),
    role=SubjectRole.SUSPECT,
    retain_until=date(2029, 11, 21),
)


def bench_candidates(folder: Path, persons: int) -> Iterator[Figure]:
    """Measure an import, and the search for the 200 records that share most keys with a question."""
    chance = random.Random(2)  # noqa: S311 - the same register in every run
    people = [a_person(number, chance) for number in range(persons)]
    with a_store(folder, "register") as store:
        start = time.perf_counter()
        for first in range(0, persons, 1000):
            store.write(lambda tx, first=first: tx.records.add(people[first : first + 1000], None))  # type: ignore[misc]
        yield {"bench": "storage_import", "persons": persons, "per_s": round(persons / (time.perf_counter() - start))}
        asked = chance.sample(people, min(300, persons))
        times = [timed_candidates(store, keys) for _, keys in asked]
        yield {"bench": "storage_candidates", "persons": persons, "limit": 200, **milliseconds(times)}


def timed_candidates(store: SqlStore, keys: frozenset[Term]) -> float:
    """Return the seconds that a search takes."""
    start = time.perf_counter()
    store.read(lambda tx: tx.records.candidates("person", keys, 200))
    return time.perf_counter() - start


def main() -> None:
    """Run all and print figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where to put the databases (default: a temporary folder)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each rate is measured")
    parser.add_argument("--leaves", type=int, default=1_000_000, help="entries in the log that proofs are taken from")
    parser.add_argument("--persons", type=int, default=33_000, help="records in the register")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        figures = chain(
            bench_cpu(),
            bench_writes(folder, options.seconds),
            bench_ledger(folder, options.seconds),
            bench_candidates(folder, options.persons),
            bench_proof(folder, options.leaves),
        )
        for figure in figures:
            print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
