"""The bench of names: a register of persons in many languages, split over three nodes, asked in other languages.

Reads a CSV with the columns `id`, `lang` and `name`. Each person is put on record once, in one language, at the node
of that language; each question names a person as another language does, by first name and family name as the law
wants, and goes to all three nodes. A person is found if the record is among the first five hits of its node.
"""

import csv
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from zlib import crc32

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, NodeError, open_node, share
from egnatia.casework.ask import ask, follow
from egnatia.casework.importing.drawing import draw
from egnatia.casework.importing.intake import BroughtRow, Origin, begin, bring, end
from egnatia.casework.importing.reading import parse_mapping
from egnatia.casework.importing.row import Row
from egnatia.casework.office import Office
from egnatia.casework.rows import Role
from egnatia.cli.bench.scene import Officer, found_scene, person, seat
from egnatia.match.asked import fault_in
from egnatia.model.identity import RecordId, Reference
from egnatia.model.kinds import KINDS
from egnatia.model.values import tidy

NODES = 3
FIRST = 5
_CHUNK = 5000
_IN_FLIGHT = 2
_COLUMNS = {"id", "lang", "name"}
#: How the table of names becomes records.
_MAPPING = {
    "source": "register",
    "format": "csv",
    "caveat": {
        "source": "A",
        "information": 1,
        "role": "suspect",
        "retain": "10 years",
        "purposes": ["criminal_investigation"],
    },
    "records": {"person": {"kind": "person", "key": "id", "properties": {"full_name": "name"}}},
}
_TEMPLATES = frozenset({"person"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person's name in one language."""

    person: str
    language: str
    name: str


#: Of fewer questions no percentile can be told.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who is on record in which language, and how they are asked for."""

    recorded: Sequence[Named]
    asked: Sequence[Named]
    unaskable: int  #: Names of one word, or with an initial: the law wants first and family name, or date of birth.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One question: how long it took, and whether the person was found."""

    seconds: float
    found: bool
    first: bool


def read_register(path: Path, questions: int, seed: int) -> Register:
    """Read the names and draw the questions.

    Args:
        path: of the CSV.
        questions: how many at most; 0 for all.
        seed: of the draw.

    Raises:
        NodeError: the file cannot be read, lacks a column, or has fewer than two names to ask for.
    """
    by_person: dict[str, dict[str, Named]] = defaultdict(dict)
    for row in _rows(path):
        by_person[row.person].setdefault(row.language, row)
    recorded, others = [], []
    for names in by_person.values():
        first, *rest = sorted(names.values(), key=lambda named: crc32(f"{named.person}/{named.language}".encode()))
        recorded.append(first)
        others += [named for named in rest if named.name != first.name]
    asked = [named for named in others if " " in named.name and fault_in(KINDS["person"], asked_as(named)) is None]
    if len(asked) < _FEWEST:
        raise NodeError(f"{path} has fewer than {_FEWEST} names of two words in another language to ask for")
    random.Random(seed).shuffle(asked)  # noqa: S311 - a draw that repeats itself
    return Register(recorded=recorded, asked=asked[: questions or None], unaskable=len(others) - len(asked))


def asked_as(named: Named) -> dict[str, tuple[str, ...]]:
    """Return a name as one asks for it: the last word is taken for the family name."""
    *first, family = named.name.split(" ")
    return {"first_name": (" ".join(first),), "family_name": (family,)}


def measure_register(folder: Path, register: Register) -> dict[str, object]:
    """Put the persons on record at three real nodes, ask, and count.

    Raises:
        NodeError: a node did not start.
    """
    scene = found_scene(folder, NODES, 0, delayed=False)
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        partners = [_run(stack, open_node(place.folder, shared)) for place in scene.partners]
        asker = _run(stack, open_node(scene.asker.folder, shared))
        begun = time.perf_counter()
        holders = _record(register.recorded, partners)
        seconds = time.perf_counter() - begun
        officer = seat(asker.office, scene)
        with ThreadPoolExecutor(_IN_FLIGHT) as pool:
            search = Search(asker=asker, officer=officer, partners=partners, holders=holders)
            sought = list(pool.map(search.seek, register.asked))
    return {**_figures(register, sought), "import_seconds": round(seconds, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Who asks, and where everybody is on record."""

    asker: Node
    officer: Officer
    partners: Sequence[Node]
    holders: dict[str, RecordId]

    def seek(self, named: Named) -> Sought:
        """Ask all nodes for one name, and look whether the person is among the first hits."""
        enquiry = replace(self.officer.enquiry("person", 0), properties=asked_as(named))
        begun = time.perf_counter()
        delivered = list(follow(self.asker.office, ask(self.asker.office, self.officer.account, enquiry)))
        seconds = time.perf_counter() - begun
        hits = [[hit.reference for hit in item.answer.hits[:FIRST]] for item in delivered if item.answer]
        places = [references.index(found) for references in hits for found in references if self._is(found, named)]
        return Sought(seconds=seconds, found=bool(places), first=0 in places)

    def _is(self, reference: Reference, named: Named) -> bool:
        """Tell whether a hit is the person: only the node that answered knows."""
        for node in self.partners:
            row = node.office.store.read(lambda tx: tx.answers.get(reference))
            if row is not None:
                return row.record == self.holders[named.person]
        return False


def _rows(path: Path) -> Iterator[Named]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if not set(rows.fieldnames or ()) >= _COLUMNS:
                raise NodeError(f"{path} lacks one of the columns {', '.join(sorted(_COLUMNS))}")
            for row in rows:
                name = tidy("".join(char for char in row["name"] if char.isprintable()))
                if name and len(name) <= 400:  # noqa: PLR2004 - as long as the model takes names
                    yield Named(person=row["id"], language=row["lang"], name=name)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NodeError(f"{path} cannot be read: {error}") from error


def _run(stack: ExitStack, node: Node) -> Node:
    node.start()
    stack.callback(node.stop)
    port = NodePort(node)
    port.start()
    stack.callback(port.stop)
    return node


def _record(recorded: Sequence[Named], partners: Sequence[Node]) -> dict[str, RecordId]:
    """Import everybody at the node of the language, and return as which record."""
    holders: dict[str, RecordId] = {}
    for number, node in enumerate(partners):
        mine = [named for named in recorded if crc32(named.language.encode()) % NODES == number]
        holders |= _import(node.office, mine)
    return holders


def _import(office: Office, people: Sequence[Named]) -> dict[str, RecordId]:
    """Import people at one node, by a mapping as anybody writes it, and return as which record each is there."""
    keeper, mapping = person(office, "keeper", Role.OFFICER), parse_mapping(_MAPPING, office.clock.now().date())
    rows = [
        Row(line=line, cells={"id": (one.person,), "name": (one.name,)}, raw=one) for line, one in enumerate(people, 2)
    ]
    brought = [BroughtRow(line=row.line, records=tuple(draw(mapping, row, _TEMPLATES))) for row in rows]
    under_way, rejected = begin(office, keeper, mapping.source).id, 0
    for start in range(0, len(brought), _CHUNK):
        rejected += len(bring(office, keeper, under_way, brought[start : start + _CHUNK]).rejected)
    table = "".join(f"{one.person},{one.name}\n" for one in people)
    end(office, keeper, under_way, Origin(file=_digest(table), mapping=_digest(str(_MAPPING)), rejected=rejected))
    keys = {row.records[0].key: one.person for row, one in zip(brought, people, strict=True)}
    known = office.store.read(lambda tx: tx.imports.known(keys))
    return {keys[key]: found.latest.id for key, found in known.items() if found.latest}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _figures(register: Register, sought: Sequence[Sought]) -> dict[str, object]:
    times = [one.seconds * 1000 for one in sought]
    return {
        "bench": "register",
        "nodes": NODES,
        "persons": len(register.recorded),
        "questions": len(sought),
        "unaskable": register.unaskable,
        "recall_at_1": round(sum(one.first for one in sought) / len(sought), 4),
        "recall_at_5": round(sum(one.found for one in sought) / len(sought), 4),
        "p50_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
    }
