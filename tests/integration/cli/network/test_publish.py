"""Copies of one draft are joined; those of different drafts are not."""

import shutil

from tests.integration.cli.conftest import Table, cards


def test_governors_sign_copies_that_are_joined(table: Table) -> None:
    shutil.copy(table.folder / "draft.json", table.folder / "other.json")
    table.sign("draft.json", "ana")
    table.sign("other.json", "boris")
    assert "version 1" in table.type("network", "publish", "directory.json", "draft.json", "other.json")


def test_copies_of_different_drafts_are_not_joined(table: Table) -> None:
    table.type("network", "found", "other.json", "ICMP.json", *cards("ana.pub", "boris.pub"))
    told = table.type("network", "publish", "directory.json", "draft.json", "other.json", code=2)
    assert "not copies of one draft" in told
