"""A proof file is canonical JSON with five fields, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.errors import ProofFileError
from egnatia.exchange.prooffile import Kind, ProofFile, read_proof, write_proof

FILE = ProofFile(kind=Kind.ENTRY, subject="{}", proof="c2sp.org/tlog-proof@v1\n", directory=b"{}")


@given(st.sampled_from(Kind), st.binary(max_size=99))
def test_what_is_written_is_read(kind: Kind, directory: bytes) -> None:
    file = ProofFile(kind=kind, subject="s", proof="p", directory=directory)
    assert read_proof(write_proof(file)) == file


@pytest.mark.parametrize(
    "change",
    [
        (b'"v":1', b'"v":2'),
        (b'"entry"', b'"rumour"'),
        (b'"v":1', b'"v":1,"w":1'),
        (b'{"directory', b'{ "directory'),
        (b'"subject":"{}"', b'"subject":""'),
        (b"}", b""),
    ],
)
def test_any_other_spelling_is_refused(change: tuple[bytes, bytes]) -> None:
    with pytest.raises(ProofFileError, match="not a proof file"):
        read_proof(write_proof(FILE).replace(*change))
