"""Building the demo network: every node with its keys, people and register. Done once; later starts reuse it."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from multiprocessing import get_context
from pathlib import Path

from egnatia import __version__
from egnatia.bootstrap import (
    Foundation,
    Network,
    Shared,
    change_members,
    create_node,
    found_network,
    join_network,
    open_node,
    share,
    update_directory,
)
from egnatia.casework.accounts import Newcomer, found_accounts, open_account
from egnatia.casework.collect import keep
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, Role
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.members import Member as Seat
from egnatia.cli.demo.population.genes import frequencies
from egnatia.cli.demo.population.population import population
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.exchange.bundle import read_bundle
from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.member import Member, Sort
from egnatia.law.facts import PartySort
from egnatia.model.identity import NodeId
from egnatia.model.record import Record
from egnatia.settings import Address

#: The people of every node; in the demo, one user of the system plays them all.
PEOPLE = {
    "officer": Role.OFFICER,
    "expert": Role.FORENSIC,
    "chief": Role.SUPERVISOR,
    "prosecutor": Role.PROSECUTOR,
    "analyst": Role.ANALYST,
    "dpo": Role.OVERSIGHT,
}
_ADMINISTRATOR = "admin"
_HERE = "127.0.0.1"
#: How far the port of a node's desk is from the one for its partners.
DESKS = 100
#: Of how many invented people the frequencies of alleles are said to be.
_TYPED = 500
_PLAN, _BUNDLE, _GOVERNORS = "demo.json", "directory.json", "governors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be built; a network built by another plan, or by another version, is built anew."""

    persons: int
    seed: int
    port: int  #: Of the first node; the others follow.
    version: str = __version__


def folder_of(network: Path, node: NodeId) -> Path:
    """Return the folder of one node of the network."""
    return network / node


def is_built(folder: Path, plan: Plan) -> bool:
    """Tell whether the network is there, by this very plan."""
    try:
        found: object = json.loads((folder / _PLAN).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return found == asdict(plan)


def build(folder: Path, plan: Plan, tell: Callable[[str], None]) -> None:
    """Build the whole network in a folder that is not there yet, or holds an older demo.

    Args:
        folder: replaced as a whole.
        plan: what to build.
        tell: is told in words how far it is.

    Raises:
        NodeError: the disk refuses.
    """
    if (folder / _GOVERNORS).exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    now = datetime.now(UTC)
    tell(f"{len(MEMBERS)} nodes: keys and databases")
    members = [_found(folder, seat, plan.port + number, now) for number, seat in enumerate(MEMBERS)]
    network = found_network(folder / _GOVERNORS, members, now)
    (folder / _BUNDLE).write_bytes(network.bundle)
    for seat in MEMBERS:
        join_network(folder_of(folder, seat.node), network.bundle, network.root_digest)
        _state_law(folder_of(folder, seat.node), seat.node)
        _give_frequencies(folder_of(folder, seat.node))
    _fill_all(folder, plan, now, tell)


def mark_built(folder: Path, plan: Plan) -> None:
    """Note that the network is complete; before that, a start builds it anew."""
    (folder / _PLAN).write_text(json.dumps(asdict(plan)), "utf-8")


def renew_directory(folder: Path) -> None:
    """Have the governors sign the list of members anew, and give it to the nodes; none may be running.

    Raises:
        NodeError: the disk refuses.
    """
    bundle = (folder / _BUNDLE).read_bytes()
    roots, targets = read_bundle(bundle)
    members = list(parse_directory(roots, targets, trust_root(roots[0])).members.values())
    version = int(json.loads(targets)["signed"]["version"])
    old = Network(roots=roots, targets=targets, version=version)
    network = change_members(folder / _GOVERNORS, old, members, datetime.now(UTC))
    (folder / _BUNDLE).write_bytes(network.bundle)
    for seat in MEMBERS:
        update_directory(folder_of(folder, seat.node), network.bundle)


def people_of(office: Office) -> dict[Role, Account]:
    """Return the people of a demo node by role."""
    accounts = office.store.read(lambda tx: tx.accounts.list())
    return {role: account for account in accounts for role in account.roles}


def _found(folder: Path, seat: Seat, port: int, now: datetime) -> Member:
    foundation = Foundation(
        node=seat.node,
        country=seat.country if seat.sort is PartySort.STATE else None,
        sort=Sort(seat.sort),
        name=f"{seat.name}: {seat.agency}",
        endpoint=f"https://{_HERE}:{port}",
        port=Address(bind=_HERE, port=port),
        desk=Address(bind=_HERE, port=port + DESKS),
    )
    return create_node(folder_of(folder, seat.node), foundation, now)


def _state_law(folder: Path, node: NodeId) -> None:
    """Give a node the worked example of its national law, where the demo has one."""
    with as_file(files("egnatia.cli.demo").joinpath("law", node)) as own:
        if own.is_dir():
            shutil.copytree(own, folder / "law")


def _give_frequencies(folder: Path) -> None:
    """Give a node the frequencies of alleles by which the demo's people were drawn."""
    rows = [
        f"{locus},{allele},{share:.9f}" for locus, table in frequencies().items() for allele, share in table.items()
    ]
    (folder / "populations").mkdir()
    text = "\n".join([f"# Invented for the demo; {_TYPED}", "locus,allele,freq", *rows])
    (folder / "populations" / "demo.csv").write_text(f"{text}\n", "utf-8")


def _fill_all(folder: Path, plan: Plan, now: datetime, tell: Callable[[str], None]) -> None:
    """Fill the registers, in as many processes as there are processors; the largest registers first."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        shares = [[seat.node for seat in MEMBERS[start::workers]] for start in range(workers)]
        filling = [pool.submit(_fill, folder, nodes, plan, now) for nodes in shares]
        for share_ in filling:
            for node, count in share_.result().items():
                tell(f"{node}: {count:,} records")


def _fill(folder: Path, nodes: Sequence[NodeId], plan: Plan, now: datetime) -> dict[NodeId, int]:
    """Give nodes their people and their records."""
    shared = share()
    people = population(MEMBERS, plan.persons, plan.seed, now)
    stories = read_stories()
    counts = {}
    for node in nodes:
        told = [record for story in stories for record in story.records.get(node, {}).values()]
        counts[node] = _fill_one(folder_of(folder, node), shared, [*people.stream(node), *told])
    shared.close()
    return counts


def _fill_one(folder: Path, shared: Shared, records: Sequence[Record]) -> int:
    node = open_node(folder, shared)
    try:
        office, uid = node.office, os.getuid()
        admin = found_accounts(office, Newcomer(name=_ADMINISTRATOR, roles=frozenset({Role.ADMINISTRATOR}), uid=uid))
        for name, role in PEOPLE.items():
            open_account(office, admin, Newcomer(name=name, roles=frozenset({role}), uid=uid), rehearsal=True)
        if records:
            keep(office, people_of(office)[Role.OFFICER], records)
        return len(records)
    finally:
        node.stop()
