"""The house rules that a machine checks: the tree keeps them, and each rule sees its breach."""

from pathlib import Path

import pytest

import measure

ROOT = Path(__file__).resolve().parents[2]

BREACHES = {
    "long_file": "x = 1\n" * 401,
    "long_functions": "def f():\n" + "    x = 1\n" * 40,
    "inner_imports": "def f():\n    import os\n",
    "relative_imports": "from . import model\n",
    "unexplained_excepts": "try:\n    x = 1\nexcept Exception:  # noqa: BLE001\n    x = 2\n",
    "unfinished": "def f():\n    raise NotImplementedError\n",
    "impure_calls": "from datetime import UTC, datetime\nx = datetime.now(UTC)\n",
}

KEPT = {
    "long_file": "x = 1\n" * 400,
    "long_functions": 'def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * 39,
    "inner_imports": "import os\ndef f():\n    os.getpid()\n",
    "relative_imports": "from egnatia import model\n",
    "unexplained_excepts": "try:\n    x = 1\nexcept Exception:  # noqa: BLE001 plug-ins raise anything\n    x = 2\n",
    "unfinished": "def f():\n    raise ValueError\n",
    "impure_calls": "def f(now):\n    return now()\n",
}


def source_of(tmp_path: Path, text: str) -> measure.Source:
    path = tmp_path / "src" / "egnatia" / "model" / "noun.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return measure.read_source(path)


@pytest.mark.slow
def test_the_tree_keeps_every_rule() -> None:
    found = [str(finding) for source in measure.read_tree(ROOT) for finding in measure.findings(source)]
    assert found == []


@pytest.mark.slow
def test_the_tree_is_really_read() -> None:
    assert {source.path.name for source in measure.read_tree(ROOT)} >= {"bootstrap.py", "measure.py", "conftest.py"}


@pytest.mark.slow
def test_type_ignores_are_rare() -> None:
    assert measure.type_ignores(measure.read_tree(ROOT, ("src",))) <= measure.IGNORES_PER_KLOC


def test_every_rule_has_a_breach_to_see() -> None:
    assert {rule.__name__ for rule in measure.RULES} == BREACHES.keys() == KEPT.keys()


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_is_seen_by_its_rule_alone(rule: str, tmp_path: Path) -> None:
    source = source_of(tmp_path, BREACHES[rule])
    assert [found.__name__ for found in measure.RULES if list(found(source))] == [rule]


@pytest.mark.parametrize("rule", KEPT)
def test_code_that_keeps_a_rule_passes_all(rule: str, tmp_path: Path) -> None:
    assert measure.findings(source_of(tmp_path, KEPT[rule])) == []


def test_the_clock_may_be_read_outside_the_pure_packages(tmp_path: Path) -> None:
    path = tmp_path / "src" / "egnatia" / "adapters" / "clock.py"
    path.parent.mkdir(parents=True)
    path.write_text(BREACHES["impure_calls"], encoding="utf-8")
    assert measure.findings(measure.read_source(path)) == []


def test_type_ignores_are_counted_per_thousand_lines(tmp_path: Path) -> None:
    source = source_of(tmp_path, "x = 1  # type: ignore[misc]\n" + "x = 1\n" * 499)
    assert measure.type_ignores([source]) == 2
