"""Every module with logic has a test file of its own name, so that whoever changes one finds the other."""

import ast
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "egnatia"
#: Commands and routes are tested through a node that runs, the rest alone.
TREES = tuple(ROOT / "tests" / name for name in ("unit", "integration", "network"))
#: Modules without one, by the reason.
EXCUSED = yaml.safe_load((Path(__file__).parent / "mirrors.yaml").read_text("utf-8"))
#: The list only gets shorter: whoever shortens it lowers this number.
MOST = 130


@cache
def modules() -> tuple[str, ...]:
    """Return all modules, such as `casework/ask`."""
    paths = (path for path in SOURCE.rglob("*.py") if path.stem not in {"__init__", "__main__"})
    return tuple(path.relative_to(SOURCE).with_suffix("").as_posix() for path in paths)


def does_something(module: str) -> bool:
    """Tell whether a module has a function with a body beside its docstring."""
    tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return any(not isinstance(part, ast.Expr) for function in functions for part in function.body)


def is_mirrored(module: str) -> bool:
    """Tell whether one of the trees has the test file."""
    name = Path(module)
    return any((tree / name.parent / f"test_{name.name}.py").exists() for tree in TREES)


def test_every_module_with_logic_has_a_test_of_its_name_or_a_reason() -> None:
    excused = {module for found in EXCUSED.values() for module in found["modules"]}
    alone = [module for module in modules() if not is_mirrored(module) and module not in excused]
    assert sorted(filter(does_something, alone)) == []


def test_no_reason_outlives_its_module() -> None:
    excused = [module for found in EXCUSED.values() for module in found["modules"]]
    known = set(modules())
    assert len(excused) == len(set(excused))
    assert [module for module in excused if module not in known or is_mirrored(module)] == []
    assert all(map(does_something, excused))
    assert all(found["because"] for found in EXCUSED.values())


def test_the_list_only_gets_shorter() -> None:
    assert sum(len(found["modules"]) for found in EXCUSED.values()) <= MOST
