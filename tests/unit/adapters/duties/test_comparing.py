"""A node holds its tables against its log by itself, and logs what it finds once."""

from datetime import timedelta

from tests.unit.adapters.duties.test_sealing import House, house

from egnatia.adapters.duties.comparing import RowComparing
from egnatia.casework.patterns.remarks import count_open

__all__ = ["house"]


def test_what_was_changed_by_hand_is_logged_once(house: House) -> None:
    comparing = RowComparing(house.office)
    comparing.compare()
    assert count_open(house.office) == 0
    house.by_hand("UPDATE account SET roles = 'analyst' WHERE name = 'boss'")
    comparing.compare()
    comparing.compare()
    assert count_open(house.office) == 1


def test_the_register_is_read_an_hour_after_the_start(house: House) -> None:
    comparing = RowComparing(house.office)
    house.by_hand("UPDATE record SET properties = replace(properties, 'e', 'a')")
    comparing.compare()
    assert count_open(house.office) == 0
    house.net.clock.advance(timedelta(hours=1))
    comparing.compare()
    assert count_open(house.office) == 1
