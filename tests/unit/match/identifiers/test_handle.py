import pytest

from egnatia.match.identifiers.handle import read_handle

NOWHERE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "written", ["telegram:Night_Driver", "tg:@night_driver", "https://t.me/night_driver?start=1", "t.me/Night_Driver"]
)
def test_spellings_of_one_profile_are_one(written: str) -> None:
    assert read_handle(written, NOWHERE).key == "telegram:night_driver"


def test_a_name_alone_is_a_possible_hit_on_any_platform() -> None:
    assert read_handle("@Night_Driver", NOWHERE).others & read_handle("vk:night.driver", NOWHERE).others


def test_dots_and_foreign_letters_fold() -> None:
    assert read_handle("ig:night.driver", NOWHERE).folded == read_handle("instagram:nightdriver", NOWHERE).folded
    assert read_handle("ig:саsа", NOWHERE).folded == read_handle("ig:casa", NOWHERE).folded


def test_numbered_accounts_are_telephone_numbers() -> None:
    assert read_handle("wa:+381 64 123 4567", NOWHERE).key == "whatsapp:+381641234567"
    assert read_handle("viber:0641234567", frozenset({"SRB"})).key == "viber:+381641234567"


def test_nothing_is_nothing() -> None:
    assert read_handle(" ", NOWHERE).key == ""
    assert read_handle("@", NOWHERE).others == frozenset()
