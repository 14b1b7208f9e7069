from collections.abc import Callable

import pytest

from egnatia.model import identity
from egnatia.model.errors import ParseError

Parse = Callable[[object, str], str]

SHORT: list[Parse] = [
    identity.parse_account,
    identity.parse_lineage,
    identity.parse_question_id,
    identity.parse_message_id,
    identity.parse_case,
    identity.parse_salt,
    identity.parse_reference,
]
LONG: list[Parse] = [identity.parse_record_id, identity.parse_statement_id, identity.parse_digest]


@pytest.mark.parametrize("parse", SHORT)
def test_a_random_id_has_32_hexadecimal_digits(parse: Parse) -> None:
    assert parse("0123456789abcdef" * 2, "id") == "0123456789abcdef" * 2


@pytest.mark.parametrize("parse", LONG)
def test_a_digest_has_64_hexadecimal_digits(parse: Parse) -> None:
    assert parse("0123456789abcdef" * 4, "id") == "0123456789abcdef" * 4


@pytest.mark.parametrize("parse", SHORT + LONG)
@pytest.mark.parametrize("value", ["", "0" * 31, "0" * 65, "A" * 32, "A" * 64, "0" * 32 + "\n", "٠" * 32, 7, None])
def test_anything_else_is_refused_under_its_path(parse: Parse, value: object) -> None:
    with pytest.raises(ParseError) as caught:
        parse(value, "record.salt")
    assert caught.value.path == "record.salt"


@pytest.mark.parametrize("name", ["RS", "SELEC", "EUROPOL", "A1"])
def test_a_node_has_a_short_name_in_capitals(name: str) -> None:
    assert identity.parse_node(name, "node") == name


@pytest.mark.parametrize("name", ["", "R", "rs", "R S", "1A", "А1", "R" * 17, "RS\n", 5])
def test_no_other_name_is_a_node(name: object) -> None:
    with pytest.raises(ParseError, match="node's name"):
        identity.parse_node(name, "node")
