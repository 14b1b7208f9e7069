"""The bench of messages, on a few."""

from pathlib import Path

import pytest

from egnatia.cli.bench.messages import measure_messages

pytestmark = pytest.mark.slow


def test_all_messages_arrive_and_are_counted(tmp_path: Path) -> None:
    figures = measure_messages(tmp_path / "bench", 20)
    assert (figures["messages"], figures["not_delivered"]) == (20, 0)
    assert isinstance(figures["delivered_per_second"], int)
    assert figures["delivered_per_second"] > 0
