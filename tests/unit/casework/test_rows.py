"""Roles as accounts spell them, today and before."""

import pytest

from egnatia.casework.rows import Role


def test_accounts_of_before_are_read_by_the_word_of_today() -> None:
    assert Role("expert") is Role.FORENSIC
    with pytest.raises(ValueError, match="king"):
        Role("king")
