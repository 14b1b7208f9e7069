import pytest

from egnatia.match.identifiers.wallet import read_wallet

ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        (ETHEREUM, True),
        (ETHEREUM.lower(), None),
        (ETHEREUM.replace("aAe", "AaE"), False),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", True),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", None),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", True),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcq", False),
        ("hello", None),
    ],
)
def test_checksums_are_checked(written: str, *, valid: bool | None) -> None:
    assert read_wallet(written).valid is valid


def test_one_ethereum_account_has_one_key() -> None:
    assert len({read_wallet(text).key for text in (ETHEREUM, ETHEREUM.lower(), f"ethereum:{ETHEREUM}")}) == 1


def test_the_currency_is_named() -> None:
    assert "Bitcoin" in read_wallet("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").note


def test_lost_capitals_fold() -> None:
    address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
    assert read_wallet(address).folded == read_wallet(address.lower()).folded
    assert read_wallet(address).key != read_wallet(address.lower()).key
