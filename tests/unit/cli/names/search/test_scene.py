"""What the bench asks."""

from pathlib import Path

import pytest

from egnatia.cli.ending import Ending
from egnatia.cli.names.search.scene import invented, of_table


def test_each_one_asked_for_is_asked_for_in_both_ways_under_another_name() -> None:
    scene = invented(200, 40, 1)
    assert [question.no for question in scene.typo] == [question.no for question in scene.script]
    assert all(question.asked.name != scene.entries[question.no].name for question in scene.script)
    assert all(question.asked.born == scene.entries[question.no].born for question in scene.typo)


def test_no_more_are_asked_for_than_there_are() -> None:
    assert len(invented(10, 500, 1).typo) == 10


def test_the_main_name_is_the_registered_one_else_the_first(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,lang,name\na,sr,Ана\na,_main,Ana\nb,,Милан\nb,,Milan\n", "utf-8")
    scene = of_table(path, 10, 1)
    assert [entry.name for entry in scene.entries] == ["Ana", "Милан"]
    assert sorted(question.asked.name for question in scene.script) == ["Milan", "Ана"]


def test_a_table_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Ending, match="cannot be read"):
        of_table(tmp_path / "nothing.csv", 10, 1)
