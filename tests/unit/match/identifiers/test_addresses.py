import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import bitcoin

from egnatia.match.identifiers.addresses import base58_version, eip55, is_segwit

#: EIP-55, test cases.
EIP55 = [
    "52908400098527886E0F7030069857D2E4169EE7", "8617E340B3D01FA5F11F306F4090FD50E238070D",
    "de709f2102306220921060314715629080e2fb77", "27b1fdb04752bbc536007a920d24acb045561c26",
    "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "dbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "D1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]  # fmt: skip
#: BIP-173 and BIP-350, valid addresses.
SEGWIT = [
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
]
#: BIP-350, invalid addresses.
NO_SEGWIT = [
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # Bech32 instead of Bech32m
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",  # the same
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # Bech32m instead of Bech32
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",  # invalid character
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",  # witness version
    "bc1pw5dgrnzv",  # program of one byte
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",  # 41 bytes
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",  # 16 bytes for version 0
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",  # mixed case
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",  # more than four bits of padding
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",  # padding not zero
    "bc1gmk9yu",  # no data
]
BASE58 = [
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "1NEDqZPvTWRaoho48qXuLLsrYomMXPABfD",
]


@pytest.mark.parametrize("address", EIP55)
def test_ethereum_capitals_are_those_of_eip_55(address: str) -> None:
    assert eip55(address.lower()) == address


@pytest.mark.parametrize("address", SEGWIT)
def test_segwit_addresses_of_the_proposals_pass(address: str) -> None:
    assert is_segwit(address)


@pytest.mark.parametrize("address", NO_SEGWIT)
def test_invalid_addresses_of_the_proposals_fail(address: str) -> None:
    assert not is_segwit(address)


@pytest.mark.parametrize("address", ["", "1", "bc1", "é1qqqqqqqq", "q" * 91, "1qqqqqqqq"])
def test_rubbish_is_no_segwit_address(address: str) -> None:
    assert not is_segwit(address)


@pytest.mark.parametrize(("address", "version"), [*zip(BASE58, (0, 5, 0), strict=True)])
def test_base58_addresses_give_their_version(address: str, version: int) -> None:
    assert base58_version(address) == version


@given(st.sampled_from(BASE58), st.integers(0, 32), st.sampled_from("123ABCxyz0OIl"))
def test_base58_agrees_with_an_independent_program(address: str, place: int, char: str) -> None:
    changed = address[:place] + char + address[place + 1 :]
    assert (base58_version(changed) in {0, 5}) == bitcoin.is_valid(changed)


@given(st.sampled_from(SEGWIT[:1]), st.integers(3, 40), st.sampled_from("qpzry9x8bio"))
def test_version_0_agrees_with_an_independent_program(address: str, place: int, char: str) -> None:
    changed = address.lower()[:place] + char + address.lower()[place + 1 :]
    assert is_segwit(changed) == bitcoin.is_valid(changed)
