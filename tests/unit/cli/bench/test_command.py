"""The benches run on nodes of their own and print what they saw."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from egnatia.cli.bench.command import command
from egnatia.cli.ending import Ending

pytestmark = pytest.mark.slow

EXCHANGE = ("exchange", "--partners", "2", "--delay-ms", "0", "--processes", "2", "--enquiries", "10")
INCOMING = ("incoming", "--partners", "2", "--rate", "20", "--seconds", "1", "--records", "20")


def lines(*arguments: str) -> list[dict[str, object]]:
    """Run a bench and return the JSON lines that it printed."""
    result = CliRunner().invoke(command, [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_question_of_a_fan_out_is_answered() -> None:
    found = lines(*EXCHANGE)
    assert [line["kind"] for line in found] == ["identifier", "name"]
    assert all(line["answered"] == 1.0 and line["times_key_operations"] for line in found)


@pytest.mark.parametrize("kind", ["vehicle", "document", "firearm", "object"])
def test_every_second_question_that_comes_in_hits_and_none_is_lost(kind: str) -> None:
    (found,) = lines(*INCOMING, "--kind", kind)
    assert (found["kind"], found["hit"], found["nothing"], found["database"]) == (kind, 0.5, 0.5, "sqlite")


def test_a_register_with_nothing_to_ask_for_is_refused_in_one_sentence(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("id,lang,name\n1,en,Arben Hoxha\n1,sr,Арбен Хоџа\n", encoding="utf-8")
    with pytest.raises(Ending, match="fewer than 2 names of two words in another language"):
        command.main(["register", str(table)], standalone_mode=False)


NAMES = """id,lang,name
1,en,Arben Hoxha
1,sr,Арбен Хоџа
2,en,Petar Jovanović
2,bg,Петър Йованович
3,el,Ελένη Παπαδοπούλου
3,en,Eleni Papadopoulou
4,sr,Мирјана Ковачевић
4,hr,Mirjana Kovačević
5,en,Ilir Dervishi
5,sq,I Dervishi
"""


def test_people_of_a_register_are_imported_and_found_in_other_languages(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(NAMES, encoding="utf-8")
    (found,) = lines("register", str(table))
    assert (found["persons"], found["questions"], found["recall_at_5"]) == (5, 4, 1.0)
