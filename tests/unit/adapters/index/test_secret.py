"""The secret of an index."""

from pathlib import Path

import pytest

from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.secret import make_secret, read_digest


def test_one_secret_gives_one_number_for_a_text_and_another_secret_another(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_secret(tmp_path / name)
    one, again, other = (read_digest(tmp_path / name)("Ana") for name in ("one", "one", "other"))
    assert one == again != other
    assert 0 <= one < 2**64


def test_nobody_else_reads_it_and_it_is_not_overwritten(tmp_path: Path) -> None:
    make_secret(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(SearchIndexError, match="cannot be written"):
        make_secret(tmp_path / "key")


def test_what_is_no_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(SearchIndexError, match="is no secret"):
        read_digest(tmp_path / "key")
    with pytest.raises(SearchIndexError, match="cannot be read"):
        read_digest(tmp_path / "nothing")


def test_half_a_character_has_a_digest(tmp_path: Path) -> None:
    make_secret(tmp_path / "key")
    assert read_digest(tmp_path / "key")("\ud800") >= 0
