"""One run of the demo for all tests of its traffic."""

from dataclasses import dataclass

import pytest
from tests.traffic.deeds import Deeds
from tests.traffic.history import History
from tests.traffic.opening import KeyFolder, Opened
from tests.traffic.running import Running, free_ports

from egnatia.bootstrap import share
from egnatia.cli.demo.building import Plan, build, folder_of
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.running import play_stories
from egnatia.match.engines import engine_for
from egnatia.model.kinds import KINDS

#: The node whose log is wound back at the end.
FORKED = "LANTERN"


@dataclass
class Run:
    """What is left of a run: what crossed, in clear, and what had to stay at home."""

    opened: Opened
    history: History
    kept: dict[str, set[str]]


def warm_up() -> None:
    """Compile what compares names, if setup has not: no partner waits so long for an answer."""
    person, name = KINDS["person"], {"first_name": ("Ana",), "family_name": ("Probna",)}
    engine = engine_for(person)
    assert engine
    engine.score(person, name, name, exact=False)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Build the demo, play its stories and some deeds more, and let the nodes witness each other."""
    folder = tmp_path_factory.mktemp("demo") / "network"
    plan = Plan(persons=len(MEMBERS), seed=1, port=free_ports())
    build(folder, plan, lambda _: None)
    warm_up()
    running = Running(folder, share())
    try:
        running.keep(FORKED)
        running.start()
        play_stories(folder, plan, list(running.nodes.values()))
        deeds = Deeds(running.nodes)
        deeds.do_all()
        running.witness()
        running.wind_back(FORKED)
        deeds.register_others(FORKED)
        running.witness()
        deeds.read_each_other()
        deeds.settle()
    finally:
        running.stop()
        running.shared.close()
    keys = {str(seat.node): KeyFolder(folder_of(folder, seat.node) / "keys") for seat in MEMBERS}
    opened = Opened(running.wire.crossings, keys)
    return Run(opened, History(opened.messages, deeds.named), deeds.kept)
