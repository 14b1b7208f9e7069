"""The bench of attachments, on a small one."""

import os
from pathlib import Path

import pytest
from tests.unit.adapters.sql.test_blobs import blob

from egnatia.bootstrap import NodeError
from egnatia.casework.blobs import BlobState
from egnatia.cli.bench.attachment import invented, is_here, measure_attachment, memory_of


@pytest.mark.slow
def test_a_file_arrives_and_is_measured(tmp_path: Path) -> None:
    figures = measure_attachment(tmp_path / "bench", 3)
    assert figures["megabytes"] == 3
    assert all(isinstance(figures[name], float) and figures[name] for name in figures if name.endswith("per_second"))


def test_the_file_is_as_large_as_was_asked() -> None:
    assert sum(map(len, invented(3))) == 3_000_000


def test_a_refused_file_ends_the_bench() -> None:
    assert not is_here(None)
    assert is_here(blob(1, state=BlobState.HERE))
    with pytest.raises(NodeError, match="refused: another"):
        is_here(blob(1, state=BlobState.REFUSED, error="another"))


def test_memory_is_told_where_the_system_tells() -> None:
    here = memory_of(os.getpid())
    assert here is None or here > 10
    assert memory_of(2**22 + 1) is None
