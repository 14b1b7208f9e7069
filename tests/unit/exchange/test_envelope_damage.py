"""Whatever arrives is taken whole or refused with a code; nothing else can happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.forging import forged, letter, refusal_of
from tests.unit.exchange.network import receiving, sent

from egnatia.exchange.envelope import unwrap
from egnatia.exchange.refusal import RefusalCode
from egnatia.model import canonical


@pytest.mark.slow
def test_every_changed_byte_is_refused_with_a_code() -> None:
    data = sent().data
    for place in [*range(200), *range(200, len(data), 61), *range(len(data) - 60, len(data))]:
        for flip in (0x01, 0x20, 0x80):
            damaged = data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]
            assert refusal_of(damaged, receiving()) in RefusalCode


@pytest.mark.slow
def test_every_byte_of_an_envelope_counts() -> None:
    data = sent().data
    for place in range(len(data)):
        damaged = data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]
        assert refusal_of(damaged, receiving()) in RefusalCode


@given(st.integers(0, 7056), st.binary(max_size=8), st.integers(0, 20))
def test_bytes_put_in_or_left_out_are_refused_with_a_code(place: int, added: bytes, removed: int) -> None:
    data = sent().data
    damaged = data[:place] + added + data[place + removed :]
    if damaged != data:
        assert refusal_of(damaged, receiving()) in RefusalCode


@given(st.binary(max_size=400))
def test_noise_is_malformed(noise: bytes) -> None:
    assert refusal_of(noise, receiving()) is RefusalCode.MALFORMED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@given(JSON)
def test_any_other_json_is_refused_with_a_code(value: object) -> None:
    with_version = {**value, "v": 1} if isinstance(value, dict) else value
    try:
        data = canonical.to_bytes(with_version)
    except Exception:  # noqa: BLE001 - what cannot be written cannot be sent either
        data = repr(value).encode("utf-8", "replace")
    assert refusal_of(data, receiving()) in {RefusalCode.MALFORMED, RefusalCode.UNKNOWN_VERSION}


@given(st.binary(max_size=2000))
def test_any_signed_noise_is_refused_with_a_code(noise: bytes) -> None:
    assert refusal_of(forged(noise), receiving()) is RefusalCode.MALFORMED


@given(JSON)
def test_any_signed_message_body_is_carried_or_malformed(value: object) -> None:
    plain = canonical.from_bytes(letter())
    plain["message"]["body"] = value
    try:
        data = forged(canonical.to_bytes(plain))
    except Exception:  # noqa: BLE001 - what cannot be written cannot be signed either
        return
    if isinstance(value, dict):
        assert unwrap(data, receiving()).message.body == value
    else:
        assert refusal_of(data, receiving()) is RefusalCode.MALFORMED
