"""Governors sign a draft: each counts once, and only those whom it names."""

from tests.integration.cli.conftest import Table


def test_one_signature_is_not_enough_and_nothing_is_published(table: Table) -> None:
    assert "1 wanted" in table.sign("draft.json", "ana")
    before = table.files()
    assert "1 of 2 signatures are missing" in table.type("network", "publish", "directory.json", "draft.json", code=2)
    assert table.files() == before


def test_the_same_governor_twice_counts_once(table: Table) -> None:
    assert "1 wanted" in table.sign("draft.json", "ana", "ana")


def test_a_key_that_governs_nothing_signs_nothing(table: Table) -> None:
    before = (table.folder / "draft.json").read_bytes()
    assert "none of the governors" in table.type("network", "sign", "draft.json", "mila.key", code=2)
    assert (table.folder / "draft.json").read_bytes() == before
