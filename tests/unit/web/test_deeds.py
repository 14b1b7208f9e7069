"""Every act of the log has words, also one whose code nobody foresaw."""

from dataclasses import replace

import pytest
from tests.unit.ledger.cabinet import an_entry

from egnatia.ledger.entry import Act
from egnatia.web.deeds import ACTS, deed


@pytest.mark.parametrize("act", Act)
def test_every_act_is_told_and_can_be_looked_for(act: Act) -> None:
    assert deed(replace(an_entry(), act=act, detail={}))
    assert ACTS[act]


def test_the_exact_code_says_more_than_its_act() -> None:
    confirmed = replace(an_entry(), act=Act.STATEMENT, detail={"what": "confirm"})
    heard = replace(an_entry(), act=Act.ANSWER, detail={"result": "nothing"})
    assert deed(confirmed) == "confirmed a hit"
    assert deed(heard) == "answered: nothing that can be shared"


def test_a_code_without_words_is_shown_beside_its_act() -> None:
    assert deed(replace(an_entry(), act=Act.REFUSAL, detail={"what": "unheard_of"})) == "was refused: unheard of"
