"""Writing to an index."""

from pathlib import Path

from tests.unit.adapters.index.test_register import ask, row

from egnatia.adapters.index.register import create_index


def test_a_commit_takes_the_place_of_the_mark_before_it(tmp_path: Path) -> None:
    index = create_index(tmp_path)
    for no in (1, 2, 3):
        with index.writing() as writing:
            writing.add([row(no, f"Milan Petrović {no}")])
            writing.commit(index.mark_of(no, str(no)))
    assert index.mark() == index.mark_of(3, "3")
    assert index.size == 3


def test_records_that_are_forgotten_vanish_and_unknown_ones_are_passed_over(tmp_path: Path) -> None:
    index = create_index(tmp_path)
    with index.writing() as writing:
        writing.add([row(1, "Milan Petrović"), row(2, "Arben Hoxha")])
        writing.commit(index.mark_of(2, "2"))
    with index.writing() as writing:
        writing.forget([f"{1:064x}", "nobody"])
        writing.commit(index.mark_of(2, "2"))
    assert (ask(index, "Milan Petrović"), ask(index, "Arben Hoxha"), index.size) == ([], [2], 1)
