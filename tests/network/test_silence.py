"""Nothing found, and something found that may not be told, look alike on the wire: in form, size and time."""

import time
from datetime import date

import pytest
from tests.network.caller import Caller, as_node
from tests.network.realm import Desk, Realm, register
from tests.twins.network import caveat

from egnatia.casework.ask import ask
from egnatia.casework.collect import Draft, collect
from egnatia.casework.letters import seal
from egnatia.casework.pace import pace_of
from egnatia.casework.rows import Role
from egnatia.exchange.pace import due
from egnatia.model.answer import Result
from egnatia.model.caveat import Purpose

NOBODY = {"first_name": "Никола", "family_name": "Крстић"}
HIDDEN = {"first_name": "Драган", "family_name": "Илић"}
KNOWN = {"first_name": "Петар", "family_name": "Јовановић"}


@pytest.fixture
def rs(trio: Realm) -> Caller:
    """Give one who holds the keys of RS and calls AL, which has a person on record whom it may not tell of."""
    properties = {"first_name": ("Dragan",), "family_name": ("Iliq",), "birth_date": ("1985-04-12",)}
    hidden = caveat(purposes=frozenset({Purpose.BORDER_CHECK}), retain_until=date(2030, 1, 1))
    keeper = trio.person("AL", "keeper", Role.OFFICER)
    collect(trio.office("AL"), keeper, [Draft(kind="person", properties=properties, caveat=hidden)])
    return as_node(trio.nodes["RS"], trio.ports["AL"].number)


def reply(rs: Caller, officer: Desk, words: dict[str, str]) -> tuple[int, float]:
    """Ask, and return the size of the reply and the seconds that it took."""
    [letter] = ask(officer.office, officer.officer, officer.enquiry("AL", **words)).letters
    body = b'{"envelopes":[%b]}' % seal(officer.office, letter.message).data
    begun = time.monotonic()
    status, answer = rs.call(body)
    assert status == 200
    return len(answer), time.monotonic() - begun


def test_all_answers_have_one_size(rs: Caller, officer: Desk) -> None:
    assert len({reply(rs, officer, words)[0] for words in (NOBODY, HIDDEN, KNOWN)}) == 1


def test_no_answer_comes_before_it_is_due_by_the_question_alone(rs: Caller, officer: Desk) -> None:
    [letter] = ask(officer.office, officer.officer, officer.enquiry("AL", **NOBODY)).letters
    pace = pace_of(letter.message)
    assert pace
    due_after = due([pace]).after.total_seconds()
    assert [words for words in (NOBODY, HIDDEN, KNOWN) if reply(rs, officer, words)[1] < due_after] == []


def test_the_asker_reads_the_same_words(rs: Caller, officer: Desk) -> None:
    assert rs
    [nobody], [hidden] = officer.ask("AL", **NOBODY), officer.ask("AL", **HIDDEN)
    assert nobody.answer
    assert hidden.answer
    assert (nobody.answer.result, nobody.answer.reasons) == (hidden.answer.result, hidden.answer.reasons)
    assert nobody.answer.result is Result.NOTHING


def test_only_the_caveat_hid_the_record(trio: Realm, rs: Caller, officer: Desk) -> None:
    assert rs
    register(trio, "AL", "Dragan", "Iliq")
    [found] = officer.ask("AL", **HIDDEN)
    assert found.answer
    assert found.answer.result is Result.HIT
    assert len(found.answer.hits) == 1
