"""A demo run between real nodes: every envelope is opened with its recipient's key; only permitted fields crossed."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from tests.traffic.conftest import Run
from tests.traffic.history import Spoken
from tests.traffic.table import SHAPES

from egnatia.model.message import MessageType

Path = tuple[str | int, ...]

pytestmark = pytest.mark.slow


def test_only_permitted_fields_crossed(run: Run) -> None:
    assert run.history.faults() == []


def test_nothing_else_stood_around_them(run: Run) -> None:
    assert run.opened.faults == []


def test_every_type_of_message_crossed_and_every_request_was_made(run: Run) -> None:
    found = Counter(message.type for message in run.opened.messages)
    assert set(found) == {sort.value for sort in MessageType}
    assert run.opened.paths >= set(SHAPES["requests"]) - UNASKED


#: Told to whoever asks; nodes bring their checkpoints to each other instead.
UNASKED = {"GET /node/v1/checkpoint"}


def test_what_had_to_stay_at_home_stands_in_no_letter(run: Run) -> None:
    expected = {"vehicle", "withheld", "named", "victim", "rerouted", "recalled", "watched", "alerted"}
    assert set(run.kept) == expected
    held = {text for texts in run.kept.values() for text in texts}
    assert not [text for text in held for _, plain in run.opened.plain if text.encode() in plain]


def test_a_vehicles_data_come_at_once_with_the_holder(run: Run) -> None:
    answers = [found for found in run.history.of("answer") if found.body["instrument"] == "prum"]
    [hit] = [hit for answer in answers for hit in answer.body["hits"] if hit["kind"] == "vehicle"]
    assert {"plate", "vin", "holder_name"} <= hit["record"]["properties"].keys()
    assert hit["record"]["caveat"]["retain_until"] == "2031-01-01"


def test_a_property_too_many_is_found_in_every_answer_release_and_correction_of_the_run(run: Run) -> None:
    checked = 0
    for found in run.opened.messages:
        for data in properties_of(body := deepcopy(dict(found.body)), found.type):
            data["victim_reason"] = ["Debt bondage"]
            checked += 1
            assert any("victim_reason" in fault for fault in run.history.faults_of(replace(found, body=body)))
            del data["victim_reason"]
    assert checked > 20


def properties_of(body: dict[str, Any], sort: str) -> list[dict[str, Any]]:
    """Return all parts of a body that hold properties."""
    if sort == "question":
        return [body["properties"]]
    if sort == "answer":
        return [hit["record"]["properties"] for hit in body["hits"] if "record" in hit]
    if sort == "release":
        return [record["properties"] for record in body["records"]]
    if sort == "dispatch":
        return [body["facts"], *(thing["properties"] for thing in body["things"])]
    return [body["record"]["properties"]] if sort == "correction" else []


def test_a_field_too_many_is_found_wherever_it_stands(run: Run) -> None:
    for sort in MessageType:
        found = next(run.history.of(sort.value))
        for path in parts_of(found.body):
            body = deepcopy(dict(found.body))
            part: Any = body
            for step in path:
                part = part[step]
            part["remark"] = "He is said to carry a weapon."
            assert list(run.history.faults_of(Spoken(found.type, found.sender, found.recipient, body))), (sort, path)


def parts_of(value: object, path: Path = ()) -> list[Path]:
    """Return the paths of all objects within a body."""
    if isinstance(value, dict):
        return [path, *(found for name, part in value.items() for found in parts_of(part, (*path, name)))]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in parts_of(part, (*path, index))]
    return []
