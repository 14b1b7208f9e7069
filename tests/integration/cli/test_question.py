"""Partners' questions are listed where they are answered."""

import re

import pytest
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")


@pytest.mark.usefixtures("hit")
def test_partners_questions_are_listed_where_they_are_answered(typed: Type) -> None:
    told = typed("AL", "forensic", "question", "list", "--received")
    assert re.search(r"RS +person +pcc-see +hit", told)
