import pytest

from egnatia.match.identifiers.keccak import keccak256

#: Of the Keccak team's submission (not SHA3-256).
VECTORS = [
    (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
]


@pytest.mark.parametrize(("data", "digest"), VECTORS)
def test_published_digests_agree(data: bytes, digest: str) -> None:
    assert keccak256(data).hex() == digest


def test_one_block_is_all() -> None:
    assert len(keccak256(bytes(135))) == 32
    with pytest.raises(ValueError, match="136 bytes"):
        keccak256(bytes(136))
