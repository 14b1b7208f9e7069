"""Every way out of a node is in the table: one that is not fails here."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.integration.authorisation.rules import TABLE
from tests.integration.authorisation.scene import Setting
from tests.unit.api.node.test_door import Asgi

import egnatia
from egnatia.api.node.door import Door
from egnatia.api.node.lanes import Lanes
from egnatia.exchange.rate import Rate
from egnatia.model.message import MessageType

SOURCE = Path(egnatia.__file__).parent
#: How a program makes a file.
MAKES = re.compile(
    r"""\.write_(?:text|bytes)\(|\bopen\([^)\n]*["'][rbt]*[wax][bt+]*["']|\bos\.open\(|\bmkstemp\(|TemporaryFile\(|\bnew_file\("""
)


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


def modules(wanted: re.Pattern[str]) -> list[str]:
    """Return the modules in whose text something stands."""
    found = (path for path in SOURCE.rglob("*.py") if wanted.search(path.read_text("utf-8")))
    return sorted(".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in found)


def test_whole_records_are_written_in_few_places() -> None:
    assert modules(re.compile(r"plain_record\(")) == TABLE["writers"]


def test_every_module_that_makes_a_file_is_in_the_table() -> None:
    assert modules(MAKES) == sorted(TABLE["files"]["running"] + TABLE["files"]["typed"])
