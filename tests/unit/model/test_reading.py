from enum import StrEnum

import pytest

from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.reading import Fields, below, contradictions, distinct, listed, member, text, truth, whole


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_what_nobody_asked_for_is_refused_under_its_path() -> None:
    fields = Fields({"a": True, "z": 1, "b": 2}, "outer")
    assert fields.take("a", truth) is True
    with pytest.raises(ParseError, match=r"outer\.b: unknown field"):
        fields.finish()


def test_what_is_asked_for_and_absent_is_missing() -> None:
    with pytest.raises(ParseError, match=r"outer\.a: missing"):
        Fields({}, "outer").take("a", truth)


def test_an_optional_field_may_be_absent_but_not_null() -> None:
    assert Fields({}, "").take_optional("a", truth) is None
    with pytest.raises(ParseError, match="a: not true or false"):
        Fields({"a": None}, "").take_optional("a", truth)


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_only_an_object_has_fields(value: object) -> None:
    with pytest.raises(ParseError, match="input: not an object"):
        Fields(value, "")


@pytest.mark.parametrize("key", ["a b", "\x1b[31m", "a\nb", "x" * 61, "", "\u202e"])
def test_a_strange_name_of_a_field_cannot_forge_what_the_officer_reads(key: str) -> None:
    shown = below("outer", key)
    assert shown.isprintable()
    assert shown.isascii()
    assert len(shown) < 400


def test_an_ordinary_name_of_a_field_is_shown_as_it_is() -> None:
    assert below("", "x" * 60) == "x" * 60
    assert below("outer", "family_name") == "outer.family_name"


@pytest.mark.parametrize("value", ["a\tb\nc", "Ђорђе", "دانه", "x" * 4000])
def test_text_of_any_script_is_text(value: str) -> None:
    assert text()(value, "") == value


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\r", "\x1b", "\x7f", "\x9f", "\ud800", "\u202e", "\u2066"])
def test_controls_and_reversals_of_direction_are_no_text(char: str) -> None:
    with pytest.raises(ParseError, match="control character"):
        text()(f"a{char}b", "")


@pytest.mark.parametrize(("value", "problem"), [("", "empty"), (" \n", "empty"), ("abcd", "longer"), (5, "not text")])
def test_text_is_neither_empty_nor_longer_than_its_limit(value: object, problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        text(3)(value, "")


def test_text_may_be_empty_where_that_says_something() -> None:
    assert text(3, empty=True)("", "") == ""


def test_a_list_names_the_item_at_fault() -> None:
    with pytest.raises(ParseError, match=r"^flags\[1\]: not true or false"):
        listed(truth)([True, "no"], "flags")


@pytest.mark.parametrize(("value", "problem"), [("ab", "not a list"), ([True] * 3, "more than 2 items")])
def test_a_list_is_a_list_within_its_limit(value: object, problem: str) -> None:
    assert listed(truth, limit=2)([True, False], "") == (True, False)
    with pytest.raises(ParseError, match=problem):
        listed(truth, limit=2)(value, "")


@pytest.mark.parametrize("value", [["b", "a"], ["a", "a"]])
def test_a_set_is_written_in_order_and_without_repeats(value: list[str]) -> None:
    assert distinct(text())(list("abcdefgh"), "") == set("abcdefgh")
    with pytest.raises(ParseError, match="not sorted"):
        distinct(text())(value, "")


@pytest.mark.parametrize("value", ["green", "RED", "", 1, None, ["red"]])
def test_a_code_is_one_of_its_list(value: object) -> None:
    assert member(Colour)("red", "") is Colour.RED
    with pytest.raises(ParseError):
        member(Colour)(value, "")


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_truth_is_written_as_truth(value: object) -> None:
    assert truth(False, "") is False  # noqa: FBT003
    with pytest.raises(ParseError, match="not true or false"):
        truth(value, "")


@pytest.mark.parametrize("value", [0, 6, True, "3", 3.0, None])
def test_a_whole_number_lies_within_its_bounds(value: object) -> None:
    assert [whole(1, 5)(1, ""), whole(1, 5)(5, "")] == [1, 5]
    with pytest.raises(ParseError, match="not a whole number from 1 to 5"):
        whole(1, 5)(value, "")


def test_a_contradiction_is_told_with_its_whole_path() -> None:
    with (
        pytest.raises(ParseError, match=r"records\.caveat\.purposes: empty") as caught,
        contradictions("records.caveat"),
    ):
        raise ContradictionError("purposes", "empty")
    assert not isinstance(caught.value, ContradictionError)
