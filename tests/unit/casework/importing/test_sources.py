"""From where the values of a property come is read strictly: what could never work is refused with its path."""

import pytest

from egnatia.casework.importing.sources import parse_columns, parse_sources
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS

PERSON, OWNERSHIP = KINDS["person"], KINDS["ownership"]


def test_a_column_alone_is_the_short_way_of_saying_it() -> None:
    short, _ = parse_sources(PERSON, {"family_name": "Prezime"}, "")
    long, _ = parse_sources(PERSON, {"family_name": {"column": "Prezime"}}, "")
    assert short == long


def test_references_and_values_are_told_apart() -> None:
    sources, references = parse_sources(OWNERSHIP, {"owner": {"record": "holder"}, "role": {"constant": "owner"}}, "")
    assert (set(sources), set(references)) == ({"role"}, {"owner"})
    assert references["owner"].template == "holder"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "p"),
        ({"soul": "x"}, "p.soul"),
        ({"birth_date": {"column": "x", "unit": "kW"}}, "p.birth_date"),
        ({"family_name": {"column": "x", "dates": ["YYYY"]}}, "p.family_name"),
        ({"sex": {"constant": "perhaps"}}, "p.sex"),
        ({"family_name": {"column": "x", "constant": "y"}}, "p.family_name"),
        ({"family_name": {"column": 7}}, "p.family_name"),
    ],
)
def test_what_could_never_work_is_refused_with_its_path(given: dict[str, object], path: str) -> None:
    with pytest.raises(ParseError) as error:
        parse_sources(PERSON, given, "p")
    assert error.value.path.startswith(path)


def test_a_reference_is_no_column() -> None:
    with pytest.raises(ParseError, match=r"write \{record: NAME\}"):
        parse_sources(OWNERSHIP, {"owner": "Vlasnik"}, "p")


def test_columns_are_one_or_several_and_never_none() -> None:
    assert (parse_columns("a", ""), parse_columns(["a", "b"], "")) == (("a",), ("a", "b"))
    with pytest.raises(ParseError, match="names no column"):
        parse_columns([], "key")


def test_what_stands_in_the_table_is_mapped_to_what_is_meant_or_to_nothing() -> None:
    sources, _ = parse_sources(PERSON, {"sex": {"column": "Pol", "values": {"M": "male", "?": None}}}, "p")
    assert dict(sources["sex"].conversion.values) == {"M": "male", "?": None}
    for values in (["male"], "male", {"M": "perhaps"}):
        with pytest.raises(ParseError) as error:
            parse_sources(PERSON, {"sex": {"column": "Pol", "values": values}}, "p")
        assert error.value.path.startswith("p.sex.values")
