"""Files are cut so that the sizes add up, under nonces that never meet; the vectors hold for other programs too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.adapters.keys.chunks import AesChunks
from egnatia.exchange.chunks import (
    CHUNK,
    SEALED,
    chunk_path,
    chunk_size,
    count,
    nonce,
    read_chunk_path,
    sealed_size,
)
from egnatia.model.attachment import LARGEST
from egnatia.model.identity import AttachmentId

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "exchange" / "attachments.json").read_text("utf-8"))


@given(st.integers(1, LARGEST))
def test_the_chunks_of_a_file_have_its_size(size: int) -> None:
    chunks = count(size)
    assert (chunks - 1) * SEALED + chunk_size(size, chunks - 1) == sealed_size(size)
    assert all(chunk_size(size, number) == SEALED for number in {0, chunks - 2} if 0 <= number < chunks - 1)
    assert 16 < chunk_size(size, chunks - 1) <= SEALED


@given(st.lists(st.tuples(st.integers(0, LARGEST // CHUNK), st.booleans()), unique=True))
def test_no_two_chunks_have_a_nonce_in_common(places: list[tuple[int, bool]]) -> None:
    assert len({nonce(number, last=last) for number, last in places}) == len(places)
    assert all(len(nonce(number, last=last)) == 12 for number, last in places)


@given(st.integers(0, 2**20))
def test_a_path_is_read_as_it_was_written(number: int) -> None:
    one = AttachmentId("0a" * 16)
    assert read_chunk_path(chunk_path(one, number)) == (one, number)


@pytest.mark.parametrize("end", ["", "/", "/x", "/01", "/-1", "/1/", "/99999999", "/1?x"])
def test_no_other_path_is_one(end: str) -> None:
    assert read_chunk_path(f"/node/v1/attachments/{'0' * 32}{end}") is None
    assert read_chunk_path(f"/node/v1/attachments/{'A' * 32}/1") is None


@pytest.mark.parametrize("vector", VECTORS["chunks"], ids=lambda vector: vector["name"])
def test_the_vectors_hold(vector: dict[str, object]) -> None:
    data = bytes.fromhex(str(vector["chunk"]))
    made = nonce(int(str(vector["number"])), last=bool(vector["last"]))
    assert made.hex() == vector["nonce"]
    sealed = AesChunks().seal(data, bytes.fromhex(VECTORS["key"]), made)
    assert sealed.hex() == vector["sealed"]
    assert AesChunks().open(sealed, bytes.fromhex(VECTORS["key"]), made) == data
