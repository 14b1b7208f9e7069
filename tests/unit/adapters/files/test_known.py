"""What a node holds to be true of its network is kept exactly, and never guessed anew."""

from pathlib import Path

import pytest

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.known import read_known, write_known
from egnatia.exchange.directory import Known

KNOWN = Known(root_version=2, root_digest="a" * 64, targets_version=7, targets_digest="b" * 64)


@pytest.mark.parametrize("known", [KNOWN, Known(root_version=1, root_digest="a" * 64)])
def test_what_is_kept_is_read(known: Known, tmp_path: Path) -> None:
    write_known(tmp_path / "known.json", known)
    assert read_known(tmp_path / "known.json") == known


@pytest.mark.parametrize("content", [b"", b"{}", b'{"v":1}', b"[]", b"\xff"])
def test_a_damaged_file_is_named_and_not_made_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_bytes(content)
    with pytest.raises(FilesError, match=r"known\.json is damaged"):
        read_known(tmp_path / "known.json")
    assert (tmp_path / "known.json").read_bytes() == content


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match="cannot be read"):
        read_known(tmp_path / "known.json")
