"""The core draws nothing by itself: import-linter keeps `random` out, but numpy brings a source of its own along."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/egnatia"
PURE = ("model", "match", "law", "ledger", "exchange", "analysis", "casework")
#: The type of what is handed over, and what makes one of a seed.
PASSED, SEEDED = "Generator", "default_rng"


def draws(source: str) -> list[int]:
    """Return the lines on which chance is drawn from numpy, other than from what was handed over or from a seed."""
    tree = ast.parse(source)
    seeded = {
        id(call.func) for call in ast.walk(tree) if isinstance(call, ast.Call) and call.args and not _is_none(call)
    }
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_random(node.value)]
    return [
        *(one.lineno for one in named if one.attr != PASSED and not (one.attr == SEEDED and id(one) in seeded)),
        *(node.lineno for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and _imports(node)),
    ]


def _is_none(call: ast.Call) -> bool:
    return isinstance(call.args[0], ast.Constant) and call.args[0].value is None


def _is_random(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) in {"np.random", "numpy.random"}


def _imports(node: ast.Import | ast.ImportFrom) -> bool:
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    names = [f"{module}.{name.name}".lstrip(".") for name in node.names]
    return any(name.startswith("numpy.random") for name in names)


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("np.random.default_rng((plan.seed, 1))", []),
        ("chance: np.random.Generator", []),
        ("np.random.default_rng()", [1]),
        ("np.random.default_rng(None)", [1]),
        ("np.random.random(3)", [1]),
        ("from numpy.random import default_rng", [1]),
        ("from numpy import random", [1]),
        ("import numpy.random as chance", [1]),
    ],
)
def test_chance_is_known_by_how_it_is_drawn(source: str, drawn: list[int]) -> None:
    assert draws(source) == drawn


def test_the_core_draws_only_from_what_it_is_handed() -> None:
    files = [path for name in PURE for path in sorted((SOURCE / name).rglob("*.py"))]
    assert files
    found = {str(path.relative_to(SOURCE)): lines for path in files if (lines := draws(path.read_text("utf-8")))}
    assert found == {}
