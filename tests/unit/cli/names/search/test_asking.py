"""Asking an index and comparing what it names."""

from pathlib import Path

import pytest

from egnatia.bootstrap import create_index
from egnatia.casework.nearby import NumberedRow
from egnatia.cli.names.search.asking import KIND, Entry, Question, ask, properties
from egnatia.model.identity import RecordId

#: Namesakes, whom the day of birth tells apart.
ENTRIES = [Entry("Milan Petrović", f"19{year}-01-02") for year in range(40, 99)]


@pytest.mark.slow
def test_the_date_of_birth_tells_namesakes_apart(tmp_path: Path) -> None:
    index = create_index(tmp_path)
    with index.writing() as writing:
        rows = enumerate(ENTRIES)
        writing.add(NumberedRow(no=no, id=RecordId(f"{no}"), kind=KIND, properties=properties(one)) for no, one in rows)
        writing.commit(index.mark_of(len(ENTRIES), "last"))
    dated = [Question(no, Entry("Милан Петровић", entry.born)) for no, entry in enumerate(ENTRIES)]
    alone = [Question(no, Entry("Милан Петровић")) for no in range(len(ENTRIES))]
    assert ask(index, ENTRIES.__getitem__, dated).recall == 1.0
    assert ask(index, ENTRIES.__getitem__, alone).recall == 20 / len(ENTRIES)
    assert len(ask(index, ENTRIES.__getitem__, alone).seconds) == len(ENTRIES)
