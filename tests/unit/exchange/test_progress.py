"""What became of a message, as it is told: by the vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

from egnatia.exchange.progress import BY_HAND, Step, parse_progress, plain_progress
from egnatia.model.errors import ParseError

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "exchange" / "dispatches.json").read_text("utf-8")
)


@pytest.mark.parametrize("value", VECTORS["steps"])
def test_a_step_is_read_and_written_as_it_was(value: dict[str, Any]) -> None:
    assert plain_progress(parse_progress(value)) == value


@pytest.mark.parametrize("case", VECTORS["refused_steps"], ids=lambda case: case["path"])
def test_what_is_no_step_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ParseError) as caught:
        parse_progress(case["value"])
    assert caught.value.path == case["path"]


@pytest.mark.parametrize("step", sorted(BY_HAND))
def test_what_is_done_with_paper_is_told_by_no_node(step: Step) -> None:
    with pytest.raises(ParseError, match="told to no node"):
        parse_progress({**VECTORS["steps"][0], "step": step})
