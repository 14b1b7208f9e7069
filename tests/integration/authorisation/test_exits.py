"""Every way out of a node is in the table: one that is not fails here."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from tests.integration.authorisation.rules import RULES, TABLE
from tests.integration.authorisation.scene import Setting
from tests.unit.api.node.test_door import Asgi

import egnatia
from egnatia.api.node.door import Door
from egnatia.api.node.lanes import Lanes
from egnatia.cli.main import root
from egnatia.exchange.rate import Rate
from egnatia.model.message import MessageType

SOURCE = Path(egnatia.__file__).parent
_CALLED = re.compile(r"\bnode\.(get|post|delete|lines)\(\s*f?\"(/v1/[^\"?]+)")
_NAME = re.compile(r"\{[^}]*\}")


def _commands(command: click.Command, path: str = "") -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from _commands(found, f"{path} {name}".strip())


def _sort(command: str) -> str | None:
    """Say under which heading a command stands: its own name goes before that of its group."""
    listed = {name: sort for sort, names in TABLE["commands"].items() for name in names}
    return listed.get(command, listed.get(command.split(" ", maxsplit=1)[0]))


def test_every_command_is_in_the_table() -> None:
    commands = list(_commands(root))
    assert [command for command in commands if _sort(command) is None] == []
    named = {name for names in TABLE["commands"].values() for name in names}
    assert named <= {*commands, *(command.split(" ", maxsplit=1)[0] for command in commands)}


def test_commands_call_no_route_but_those_in_the_table() -> None:
    known = {_NAME.sub("{}", rule.route) for rule in RULES}
    sources = [path.read_text("utf-8") for path in (SOURCE / "cli").rglob("*.py")]
    called = {(method, path) for text in sources for method, path in _CALLED.findall(text)}
    assert len(called) > 40
    spelt = {f"{'POST' if method == 'lines' else method.upper()} {_NAME.sub('{}', path)}" for method, path in called}
    assert spelt - known == set()


def test_every_sort_of_letter_is_in_the_table() -> None:
    assert TABLE["letters"].keys() == set(MessageType)


def test_every_route_for_partners_is_in_the_table_and_refuses_strangers() -> None:
    net = Setting().net
    with ThreadPoolExecutor(1) as workers:
        door = Door(net.offices["AL"], bytes, Lanes(Rate(per_second=9, burst=9), 9), workers)
        assert {" ".join(route) for route in door._routes} == TABLE["partners"].keys()
        for method, path in door._routes:
            asked = Asgi(door, [b"{}"], method=method, path=path, key="f" * 64)
            assert asyncio.run(asked.run()).status == 403


def test_whole_records_are_written_in_few_places() -> None:
    writers = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in SOURCE.rglob("*.py")
        if "plain_record(" in path.read_text("utf-8")
    }
    assert sorted(writers) == TABLE["writers"]
