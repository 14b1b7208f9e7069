"""The page on settings names every setting of a node and every environment variable, with the values that hold."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.model.identity import NodeId
from egnatia.settings import Address, Settings, write_settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
SETTINGS, VARIABLES = PAGE.split("## Environment variables")
NAMED = {
    name: cells[1]
    for row in SETTINGS.splitlines()
    if row.startswith("| `")
    for cells in [[cell.strip() for cell in row.strip("|").split("|")]]
    for name in re.findall(r"`([^`]+)`", cells[0])
}
VARIABLE = re.compile(r"\b(?:EGNATIA_[A-Z_]*[A-Z]|TEST_DATABASE_URL|HYPOTHESIS_PROFILE)\b")
#: What a founder must say has no default.
SAID = {"node", "port.bind", "port.port", "desk.bind", "desk.port"}


def written() -> dict[str, object]:
    """Return every setting by its path, as a new node has it."""
    address = Address(bind="127.0.0.1", port=1)
    settings = Settings(folder=Path(), node=NodeId("RS"), port=address, desk=address)
    plain = tomllib.loads(write_settings(settings))
    groups = {group: found for group, found in plain.items() if isinstance(found, dict)}
    own = {name: found for name, found in plain.items() if name not in groups}
    return own | {f"{group}.{name}": value for group, found in groups.items() for name, value in found.items()}


def variables() -> Iterator[str]:
    """Return every environment variable that the program, its scripts or its tests read."""
    folders = [ROOT / name for name in ("src", "scripts", "tests", "benchmarks")]
    for path in [ROOT / "Makefile", *(path for folder in folders for path in folder.rglob("*.*"))]:
        if path.suffix in {".py", ".sh", ""} and path != Path(__file__):
            yield from VARIABLE.findall(path.read_text("utf-8"))


def test_every_setting_is_on_the_page_and_nothing_else() -> None:
    assert NAMED.keys() == written().keys()


@pytest.mark.parametrize("name", sorted(written().keys() - SAID))
def test_the_default_is_the_one_that_holds(name: str) -> None:
    value = written()[name]
    shown = json.dumps(value) if name.startswith(("witness.", "display.", "login.", "identification.")) else value
    assert NAMED[name] == f"`{shown}`"


def test_every_variable_is_on_the_page_and_nothing_else() -> None:
    assert set(re.findall(r"(?m)^\| `([A-Z_]+)` \|", VARIABLES)) == set(variables())
