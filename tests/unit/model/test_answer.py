from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.unit.model.samples import ANSWER, HIT, PERSON
from tests.unit.model.strategies import answers

from egnatia.model import canonical
from egnatia.model.answer import Answer, Result, parse_answer, plain_answer, plain_hit
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import RecordId
from egnatia.model.record import plain_record

VIEW = replace(PERSON, derived_from=frozenset({RecordId("b7" * 32)}))


@pytest.mark.slow
@given(answers())
def test_an_answer_written_is_read_back(answer: Answer) -> None:
    assert parse_answer(canonical.from_bytes(canonical.to_bytes(plain_answer(answer)))) == answer


@pytest.mark.parametrize("result", sorted(set(Result) - {Result.HIT}))
def test_only_a_hit_names_records(result: Result) -> None:
    with pytest.raises(ContradictionError, match="only a hit"):
        replace(ANSWER, result=result)


def test_a_hit_names_records() -> None:
    with pytest.raises(ContradictionError, match="only a hit"):
        replace(ANSWER, hits=())


@pytest.mark.parametrize("result", sorted(set(Result) - {Result.HIT, Result.REFUSED}))
def test_only_a_refusal_gives_reasons(result: Result) -> None:
    with pytest.raises(ContradictionError, match="only a refusal"):
        replace(ANSWER, result=result, hits=(), reasons=("no case file",))


def test_a_refusal_gives_reasons() -> None:
    with pytest.raises(ContradictionError, match="only a refusal"):
        replace(ANSWER, result=Result.REFUSED, hits=())


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"question": "?"}, "a.question"),
        ({"result": "perhaps"}, "a.result"),
        ({"result": "nothing"}, "a.hits"),
        ({"hits": []}, "a.hits"),
        ({"hits": [plain_hit(HIT)] * 51}, "a.hits"),
        ({"hits": [{**plain_hit(HIT), "score": 99}]}, "a.hits[0].score"),
        ({"hits": [{**plain_hit(HIT), "quality": "good"}]}, "a.hits[0].quality"),
        ({"hits": [{**plain_hit(HIT), "reference": "r"}]}, "a.hits[0].reference"),
        ({"hits": [{**plain_hit(HIT), "kind": "man"}]}, "a.hits[0].kind"),
        ({"hits": [{**plain_hit(HIT), "properties": {}}]}, "a.hits[0].properties"),
        ({"hits": [{**plain_hit(HIT), "record": plain_record(PERSON)}]}, "a.hits[0].record"),
        ({"hits": [{**plain_hit(HIT), "kind": "vehicle", "record": plain_record(VIEW)}]}, "a.hits[0].record"),
        ({"hits": [{**plain_hit(HIT), "record": {**plain_record(VIEW), "caveat": None}}]}, "a.hits[0].record.caveat"),
        ({"reasons": ["why not"]}, "a.reasons"),
        ({"reasons": [""]}, "a.reasons[0]"),
        ({"instrument": None}, "a.instrument"),
        ({"answered_at": 0}, "a.answered_at"),
        ({"policy": ""}, "a.policy"),
        ({"from": "RS"}, "a.from"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_answer({**plain_answer(ANSWER), **changed}, "a")
    assert caught.value.path == path


@pytest.mark.parametrize("field", sorted(plain_answer(ANSWER)))
def test_no_field_may_be_left_out(field: str) -> None:
    plain = plain_answer(ANSWER)
    del plain[field]
    with pytest.raises(ParseError, match=f"^{field}: missing"):
        parse_answer(plain)
