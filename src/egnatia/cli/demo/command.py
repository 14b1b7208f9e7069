"""`egnatia demo`: a whole network on this machine, with real work in it."""

import signal
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, NodeError
from egnatia.casework.links import invite
from egnatia.casework.rows import Role
from egnatia.cli.demo.building import DESKS, PEOPLE, Plan, build, folder_of, is_built, people_of, renew_directory
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.running import CONSENTS, play_apart, play_stories, serving, spread
from egnatia.cli.demo.stories.story import StoryError
from egnatia.cli.ending import NO_NODE, Ending
from egnatia.cli.serving import Serving
from egnatia.model.identity import NodeId

#: Persons in all registers together, unless told otherwise.
PERSONS = 60_000
#: Any seed gives a network; this one gives the one that the documents describe.
SEED = 7
FIRST_PORT = 9440
#: Whose links are printed, and for how long they work.
_DOORS = {
    NodeId("RS"): tuple(PEOPLE.values()),
    NodeId("AL"): (Role.FORENSIC, Role.SUPERVISOR),
    NodeId("ICMP"): (Role.FORENSIC, Role.OFFICER),
}
_SHOWN_FOR = timedelta(hours=12)
#: What somebody who has read nothing can do with the links, in five minutes.
_STEPS = (
    "RS chief     Case files: open one for officer, for a criminal investigation of money laundering.",
    "RS officer   Type Скендер Вуксани 12.10.1976 into the search box; he is a suspect. Ask AL and ME: two hits.",
    "AL expert    Inbox: compare, and confirm.",
    "AL chief     Inbox: release, as another person.",
    "RS officer   Answers: read what was released.",
    "RS dpo       Oversight: who did what, and that the log was not changed.",
    "ICMP expert  Case files, SIX-ICMP-2025-3: compare three bodies with the families of three who are missing.",
    "ICMP officer What stands before the board there: who one of them is, with the report. Decide.",
)


@click.group("demo", help="Run a whole network with real work in it.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the demo."""


@command.command("run")
@click.option("--persons", type=click.IntRange(0, 5_000_000), default=PERSONS, show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
@click.option("--processes", type=click.IntRange(1, len(MEMBERS)), default=1, show_default=True)
@click.option("--port", type=click.IntRange(1024, 65_000), default=FIRST_PORT, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True)
@click.option("--once", is_flag=True, help="Build, start, play, and end at once: for tests.")
def run(folder: Path, processes: int, *, once: bool, **planned: int) -> None:
    """Build the network if it is not there, run it, and say what to try; Ctrl-C ends it."""
    plan = Plan(persons=planned["persons"], seed=planned["seed"], port=planned["port"])
    begun = time.monotonic()
    _check_ports(plan.port)
    try:
        if not is_built(folder, plan):
            _build(folder, plan)
            begun = time.monotonic()
        renew_directory(folder)
        with (
            spread(folder, processes) if processes > 1 else serving(folder, [seat.node for seat in MEMBERS]) as running
        ):
            _welcome(folder, plan, begun)
            if isinstance(running, dict):
                _show_doors(running)
            if not once:
                _until_stopped()
    except (NodeError, StoryError, *FAULTS) as error:
        raise Ending(str(error), NO_NODE) from error


@command.command("play", hidden=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("persons", type=int)
@click.argument("seed", type=int)
@click.argument("port", type=int)
def play(folder: Path, **planned: int) -> None:
    """Play the stories of a network that was just built."""
    plan = Plan(persons=planned["persons"], seed=planned["seed"], port=planned["port"])
    try:
        with serving(folder, [seat.node for seat in MEMBERS]) as served:
            for title in play_stories(folder, plan, [one.node for one in served.values()]):
                click.echo(f"  {title}")
    except (NodeError, StoryError, *FAULTS) as error:
        raise Ending(str(error), NO_NODE) from error


@command.command("serve", hidden=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("nodes", nargs=-1)
def serve(folder: Path, nodes: tuple[str, ...]) -> None:
    """Run some nodes of a built network: one of several processes."""
    with serving(folder, [NodeId(node) for node in nodes]):
        _until_stopped()


def _check_ports(first: int) -> None:
    """Find out before anything is built whether somebody else listens where the nodes would."""
    for port in (*range(first, first + len(MEMBERS)), *range(first + DESKS, first + DESKS + len(MEMBERS))):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise Ending(f"somebody else listens at port {port}: end that, or choose others by --port", NO_NODE)


def _build(folder: Path, plan: Plan) -> None:
    click.echo(f"Building the network in {folder} (once, about a minute) ...")
    build(folder, plan, lambda words: click.echo(f"  {words}"))
    click.echo("Playing the stories ...")
    play_apart(folder, plan)


def _welcome(folder: Path, plan: Plan, begun: float) -> None:
    click.echo(f"\n{len(MEMBERS)} nodes run, after {time.monotonic() - begun:.0f} s. Ctrl-C ends them.\n")
    for number, seat in enumerate(MEMBERS):
        port = plan.port + DESKS + number
        click.echo(f"  {seat.node:8} {seat.name:24} http://127.0.0.1:{port}/")
    papers = sorted((folder / CONSENTS).glob("*.txt"))
    click.echo(f"\n{len(papers)} authorities of the stories have no node; what they consented to: {folder / CONSENTS}")
    click.echo(f"\nPeople at every node: {', '.join(PEOPLE)}, admin. In another terminal, for example:\n")
    node = folder_of(folder, NodeId("RS"))
    click.echo(f"  export EGNATIA_NODE={node}")
    click.echo("  egnatia case list --as officer")


def _show_doors(running: Mapping[NodeId, Serving]) -> None:
    """Print a link for each role at one node that asks, and for those who answer at another."""
    click.echo("\nTo sign in at the desk; each link works once (a new one: egnatia user link --as NAME):\n")
    for name, roles in _DOORS.items():
        office, people = running[name].node.office, people_of(running[name].node.office)
        for role in roles:
            person = people[role]
            secret = invite(office, person, _SHOWN_FOR)
            click.echo(f"  {name:4} {person.name:11} {running[name].page_address}login/{secret}")
    click.echo("\nFive minutes with them:\n")
    for number, step in enumerate(_STEPS, 1):
        click.echo(f"  {number}. {step}")


def _until_stopped() -> None:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
