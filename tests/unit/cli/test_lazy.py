"""A command loads what it needs and nothing else: whoever only talks to the node waits for no database or law."""

import subprocess
import sys

import pytest

#: What is slow to load, and belongs to the running node only.
HEAVY = ("sqlalchemy", "fastapi", "pydantic", "aiohttp", "uvicorn", "cedarpy", "tuf", "rapidfuzz", "cryptography")

#: The commands that talk to the running node.
TALKERS = (
    *("egnatia.cli.main", "egnatia.cli.user", "egnatia.cli.case", "egnatia.cli.ask", "egnatia.cli.question"),
    *("egnatia.cli.hit", "egnatia.cli.record", "egnatia.cli.node.status", "egnatia.cli.node.command"),
    *("egnatia.cli.ledger.head", "egnatia.cli.ledger.trail", "egnatia.cli.ledger.prove"),
)


@pytest.mark.parametrize("module", TALKERS)
def test_a_command_that_talks_to_the_node_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_explaining_the_law_loads_the_law_and_no_database() -> None:
    program = "import sys, egnatia.cli.law; print('cedarpy' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
