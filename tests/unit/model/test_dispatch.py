"""Messages as they travel: by the vectors, and what their forms want."""

import json
from pathlib import Path
from typing import Any

import pytest

from egnatia.model.dispatch import lacking, parse_dispatch, plain_dispatch
from egnatia.model.errors import ParseError

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "exchange" / "dispatches.json").read_text("utf-8")
)
REQUEST, REPLY, ALERT = VECTORS["accepted"]


@pytest.mark.parametrize("value", VECTORS["accepted"])
def test_what_is_lawful_is_read_and_written_as_it_was(value: dict[str, Any]) -> None:
    dispatch = parse_dispatch(value)
    assert plain_dispatch(dispatch) == value
    assert lacking(dispatch) == ()


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["path"])
def test_what_is_wrong_is_refused_by_the_path_of_the_first_fault(case: dict[str, Any]) -> None:
    with pytest.raises(ParseError) as caught:
        parse_dispatch(case["value"])
    assert caught.value.path == case["path"]


def test_a_field_that_the_sort_needs_is_missed_by_its_label() -> None:
    facts = {name: value for name, value in ALERT["facts"].items() if name != "until"}
    assert lacking(parse_dispatch({**ALERT, "facts": facts})) == ("Until (the last day)",)


def test_a_refusal_names_its_ground() -> None:
    assert lacking(parse_dispatch({**REPLY, "facts": {"outcome": ["refused"]}})) == ("Ground of a refusal",)
    assert lacking(parse_dispatch({**REPLY, "facts": {"outcome": ["given"]}})) == ()


def test_a_weapon_that_cannot_be_told_apart_is_not_traced() -> None:
    things = [{"kind": "firearm", "properties": {"make": ["Probna"], "calibre": ["9 mm"]}}]
    [words] = lacking(parse_dispatch({**REQUEST, "things": things}))
    assert words.startswith("Firearm: serial number, or proof, import and other marks, or calibre and make and model")


def test_a_reply_describes_what_it_can() -> None:
    things = [{"kind": "firearm", "properties": {"make": ["Probna"]}}]
    assert lacking(parse_dispatch({**REPLY, "facts": {"outcome": ["given"]}, "things": things})) == ()


def test_of_a_victim_only_what_may_be_kept_of_one_is_said() -> None:
    person = {"kind": "person", "properties": {"family_name": ["Probni"], "danger": ["armed"]}}
    with pytest.raises(ParseError, match="victim") as caught:
        parse_dispatch({**REQUEST, "things": [person], "subject": {**REQUEST["subject"], "role": "victim"}})
    assert caught.value.path == "things[0].properties.danger"
