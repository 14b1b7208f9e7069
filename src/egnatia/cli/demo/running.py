"""Running the demo network: all nodes in one process, or spread over several; the stories are played at first start."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from egnatia.bootstrap import Node, open_node, share
from egnatia.cli.demo.building import Plan, folder_of, mark_built, people_of
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.playing import Play
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.story import Story, StoryError
from egnatia.cli.serving import Serving
from egnatia.model.identity import NodeId

#: The folder of the consents that authorities without a node gave on paper.
CONSENTS = "consents"


@contextmanager
def serving(network: Path, nodes: Sequence[NodeId]) -> Iterator[dict[NodeId, Serving]]:
    """Run nodes of the network in this process, until the block ends.

    Raises:
        NodeError: a node cannot be opened, or a port is taken.
    """
    with ExitStack() as running:
        shared = share()
        running.callback(shared.close)
        served = {}
        for name in nodes:
            one = Serving(open_node(folder_of(network, name), shared))
            one.start()
            running.callback(one.stop)
            served[name] = one
        yield served


def play_apart(network: Path, plan: Plan) -> None:
    """Play all stories in a process of its own: what the playing took of memory is given back with it.

    Raises:
        StoryError: they could not be played; the process said why.
    """
    told = [str(network), str(plan.persons), str(plan.seed), str(plan.port)]
    command = [sys.executable, "-m", "egnatia.cli", "demo", "play", *told]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
        raise StoryError("the stories were not played to their end")


def play_stories(network: Path, plan: Plan, nodes: Sequence[Node]) -> list[str]:
    """Play all stories on the running network, and note that it is complete; returns the titles.

    Raises:
        StoryError: something comes out otherwise than told.
    """
    stations = {node.office.me: Station(office=node.office, people=people_of(node.office)) for node in nodes}
    stories = read_stories()
    _file_consents(network / CONSENTS, stories)
    for story in stories:
        Play(story=story, stations=stations).run()
    mark_built(network, plan)
    return [story.title for story in stories]


def _file_consents(folder: Path, stories: Sequence[Story]) -> None:
    """Put the papers of the authorities that have no node where a person can read them."""
    folder.mkdir(exist_ok=True)
    for story in stories:
        for external in story.externals:
            paper = folder / f"{story.name}-{external.country or external.authority}.txt"
            paper.write_text(external.document(story.case), "utf-8")


@contextmanager
def spread(network: Path, processes: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the network in several processes, until the block ends."""
    shares = [[seat.node for seat in MEMBERS[start::processes]] for start in range(processes)]
    command = [sys.executable, "-m", "egnatia.cli", "demo", "serve", str(network)]
    parts = [subprocess.Popen([*command, *nodes]) for nodes in shares]  # noqa: S603 - our own program
    try:
        yield parts
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            part.wait(timeout=30)
