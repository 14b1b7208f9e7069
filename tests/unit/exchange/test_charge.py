"""A charge names a log and two checkpoints, and nothing else."""

import pytest

from egnatia.exchange.charge import LONGEST_NOTE, Charge, parse_charge, plain_charge
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId

CHARGE = Charge(log=NodeId("RS"), one="egnatia/RS\n7\n…", other="egnatia/RS\n7\n…!")


def test_what_is_written_is_read() -> None:
    assert parse_charge(plain_charge(CHARGE)) == CHARGE


@pytest.mark.parametrize(
    "changed", [{"more": 1}, {"log": "rs"}, {"one": ""}, {"one": 7}, {"other": "x" * (LONGEST_NOTE + 1)}]
)
def test_anything_else_is_refused_by_its_place(changed: dict[str, object]) -> None:
    with pytest.raises(ParseError) as error:
        parse_charge(plain_charge(CHARGE) | changed)
    assert error.value.path == next(iter(changed))
