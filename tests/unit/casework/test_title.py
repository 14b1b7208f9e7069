"""What people call a thing: by what is best known of it, in its own script."""

import pytest
from tests.unit.casework.webs import NOBODY, Web

from egnatia.casework.title import title_of


@pytest.mark.parametrize(
    ("name", "title"), [("ana", "Ana Kovač"), ("marko", "Марко Илић"), ("car", "BG123AB"), ("crossing", "Merdare")]
)
def test_a_thing_is_called_by_what_is_best_known_of_it(name: str, title: str) -> None:
    assert title_of(Web().records[name]) == title


def test_half_a_name_is_better_than_none_and_nothing_is_made_up() -> None:
    web = Web()
    assert title_of(web.put("half", "person", family_name="Kovač")) == "Kovač"
    assert title_of(web.put("none", "event", NOBODY, type="meeting")) == ""
