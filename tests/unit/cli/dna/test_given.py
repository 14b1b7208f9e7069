"""Profiles that are typed or named."""

from pathlib import Path

import pytest
from tests.unit.cli.dna.conftest import LINES

from egnatia.cli.dna.given import profile_given
from egnatia.cli.ending import Ending


def test_a_question_takes_a_profile_by_its_file_or_its_lines(folder: Path) -> None:
    assert profile_given(str(folder / "asked.txt")) == profile_given(LINES) == LINES
    with pytest.raises(Ending, match="2 profiles, and a question is about one"):
        profile_given(str(folder / "register.csv"))
    with pytest.raises(Ending, match="is no file, and as a profile"):
        profile_given("stain.csv")
