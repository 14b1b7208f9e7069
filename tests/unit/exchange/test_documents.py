"""The pages about the protocol say what the code does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from egnatia.exchange import limits
from egnatia.exchange.member import Sort, Use
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import (
    ACTION_DAY,
    DELIVERY,
    DISPATCH,
    HIT,
    QUESTION,
    ActionState,
    DeliveryState,
    DispatchState,
    HitState,
    QuestionState,
    Table,
    draw,
)
from egnatia.model.extent import LARGEST
from egnatia.model.message import MessageType

FOLDER = Path(__file__).parents[3] / "docs" / "protocol"
PAGE = (FOLDER / "v1.md").read_text("utf-8")
STATES = (FOLDER / "states.md").read_text("utf-8")


@pytest.mark.parametrize("table", [QUESTION, HIT, DISPATCH, DELIVERY, ACTION_DAY])
def test_the_drawn_states_are_those_of_the_tables(table: Table) -> None:
    assert f"```mermaid\n{draw(table)}```\n" in STATES


def test_every_state_is_explained() -> None:
    explained = re.findall(r"(?m)^\| `(\w+)` \|", STATES)
    assert explained == [*QuestionState, *HitState, *DispatchState, *DeliveryState, *ActionState]


def section(number: int) -> str:
    found = re.search(rf"(?ms)^## {number} .*?(?=^## |\Z)", PAGE)
    assert found
    return found.group()


def test_every_refusal_is_explained_with_what_the_sender_does() -> None:
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \|.*\| (tries again|gives up)", section(9)))
    assert rows == {code: "tries again" if code.passing else "gives up" for code in RefusalCode}


def test_every_refusal_has_its_check() -> None:
    assert set(RefusalCode) <= set(re.findall(r"`(\w+)`", section(8)))


def test_every_type_of_message_every_sort_and_use_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {*MessageType, *Sort, *Use} <= named


def seconds(life: timedelta) -> str:
    return f"{int(life.total_seconds()):,} s"


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("bytes of the properties of a record or question, in canonical form", f"{LARGEST:,}"),
        ("bytes of one envelope", f"{limits.MAX_ENVELOPE:,}"),
        ("envelopes in a batch", f"{limits.MAX_BATCH}"),
        ("bytes of a request", f"{limits.MAX_BODY:,}"),
        ("bytes of a response to a batch", f"{limits.MAX_REPLIES:,}"),
        (
            "bytes of the smallest and the largest padded letter",
            f"{limits.SMALLEST_LETTER:,} and {limits.LARGEST_LETTER:,}",
        ),
        ("difference of clocks", seconds(limits.MAX_SKEW)),
        ("life of an envelope", seconds(limits.ENVELOPE_LIFE)),
        ("life of a question, unless the asker says otherwise", seconds(limits.QUESTION_LIFE)),
        ("longest life of a message", seconds(limits.MAX_MESSAGE_LIFE)),
        ("bucket of answer times", f"{limits.ANSWER_BUCKET.microseconds // 1000} ms"),
        ("age at which a directory is stale", seconds(limits.DIRECTORY_STALE)),
        ("age at which a directory has expired", seconds(limits.DIRECTORY_EXPIRED)),
        ("bytes of one root, and of the list of members", f"{limits.MAX_ROOT:,} and {limits.MAX_TARGETS:,}"),
        ("roots in one document", f"{limits.MAX_ROOTS}"),
        ("least threshold of a root", f"{limits.MIN_ROOT_THRESHOLD}"),
    ],
)
def test_every_limit_is_stated(limit: str, value: str) -> None:
    assert f"| {limit} | {value} |" in section(14)


def test_every_file_of_vectors_is_described() -> None:
    folder = Path(__file__).parents[2] / "vectors" / "exchange"
    assert {path.name for path in folder.iterdir()} == set(re.findall(r"`(\w+\.json)`", section(16))) - {""}
