"""The checker of traffic is itself checked: a lawful conversation passes, and each thing too many is named."""

from dataclasses import replace

import pytest
from tests.traffic.conversation import (
    DATA,
    NOTE,
    PERSON,
    TWO,
    alert,
    answer,
    charge,
    confirmation,
    correction,
    question,
    release,
    view,
    withholding,
)
from tests.traffic.history import History, Spoken
from tests.traffic.table import SHAPES

from egnatia.model.message import MessageType

LAWFUL = [question(), answer(), confirmation(), release(), correction(), charge()]


def faults(*messages: Spoken) -> str:
    return "\n".join(History(messages).faults())


def test_the_table_names_every_type_of_message_there_is() -> None:
    assert SHAPES["bodies"].keys() == {sort.value for sort in MessageType}


def test_a_lawful_conversation_passes() -> None:
    assert faults(*LAWFUL) == ""


def test_a_type_that_is_not_in_the_table_is_found() -> None:
    assert "not in the table" in faults(Spoken("gossip", "AL", "RS", {}))


@pytest.mark.parametrize("number", range(len(LAWFUL)))
def test_a_field_that_is_not_in_the_table_is_found_in_every_type(number: int) -> None:
    changed = list(LAWFUL)
    changed[number] = replace(LAWFUL[number], body={**LAWFUL[number].body, "note": "Gradski"})
    assert ".note: a field that may not cross" in faults(*changed)


@pytest.mark.parametrize("name", ["id", "case_file", "policy", "instrument", "asked_at", "offence"])
def test_a_name_does_not_hide_in_an_id_or_a_code(name: str) -> None:
    assert f"question.{name}: not of the form" in faults(question(**{name: "Miroslav Gradski"}))


def test_a_question_names_nothing_sensitive() -> None:
    assert "question.properties.finances" in faults(question(properties={"finances": ["in debt"]}))


def test_an_instrument_or_kind_that_is_not_in_the_table_is_found() -> None:
    assert "not in the table" in faults(question(instrument="gentlemen"))
    assert "not in the table" in faults(question(kind="seizure"))


def test_an_answer_holds_no_more_than_the_automatic_reply() -> None:
    given = view(properties={"family_name": ["Gradski"]})
    hit = {"reference": "a" * 32, "quality": "full", "kind": "person", "record": given}
    assert "answer.hits.properties.family_name" in faults(question(), answer(hits=[hit]))


def test_nothing_that_can_be_shared_names_no_hit_and_gives_no_reason() -> None:
    assert "nothing with 0 hits and 1 reasons" in faults(question(), answer(result="nothing", hits=[], reasons=["no"]))
    assert "nothing with 1 hits" in faults(question(), answer(result="nothing"))


def test_an_answer_comes_from_who_was_asked_and_under_the_instrument_of_the_question() -> None:
    assert faults(question(), replace(answer(), sender="ME"))
    assert faults(question(), answer(instrument="interpol"))
    assert faults(answer())


def test_a_reason_does_not_travel_with_a_verdict() -> None:
    said = confirmation()
    excerpt = {**said.body["excerpt"], "reason": "same scar"}
    assert ".reason" in faults(question(), answer(), replace(said, body={**said.body, "excerpt": excerpt}))


def test_a_record_follows_only_a_confirmation_by_the_right_side() -> None:
    assert "not confirmed by the answerer" in faults(question(), answer(), release())
    assert "not confirmed by the answerer" in faults(question(), answer(), confirmation(act="reject"), release())
    assert "not by the answerer" in faults(question(), answer(), confirmation("RS"))


def test_what_the_role_does_not_let_be_given_is_found() -> None:
    contact = view("contact", properties=DATA)
    assert "release.properties.danger" in faults(*LAWFUL[:3], release(contact))
    assert "release: a person of a bystander" in faults(*LAWFUL[:3], release(view("bystander")))


def test_what_is_sensitive_crosses_only_if_a_person_named_it() -> None:
    shown = view(properties={"photograph": ["ab" * 32]})
    said = [*LAWFUL[:3], release(shown)]
    assert "release.properties.photograph" in faults(*said)
    assert History(said, {"a" * 32: frozenset({"photograph"})}).faults() == []


def test_where_a_witness_lives_now_crosses_never() -> None:
    said = [*LAWFUL[:3], release(view(properties={"new_identity": ["Petar Petrović"]}))]
    assert History(said, {"a" * 32: frozenset({"new_identity"})}).faults()


def test_data_of_a_victim_cross_only_to_protect_her() -> None:
    victim = view("victim", properties={"first_name": ["Ilinka"]})
    assert "data of a victim for criminal_investigation" in faults(*LAWFUL[:3], release(victim))


def test_an_original_another_kind_and_anothers_record_are_found() -> None:
    assert "the original itself" in faults(*LAWFUL[:3], release(view(derived_from=[])))
    assert "a account for a question about a person" in faults(*LAWFUL[:3], release(view(kind="account")))
    assert "another node's" in faults(*LAWFUL[:3], release(view(issuer="ME")))


def test_a_correction_brings_the_same_data_to_the_same_node() -> None:
    assert "other data" in faults(*LAWFUL[:4], correction(properties={"first_name": ["Miro"]}))
    assert "given nothing" in faults(*LAWFUL[:4], replace(correction(), recipient="ME"))


def test_a_refusal_is_told_only_where_the_instrument_wants_it() -> None:
    assert "withholding: told" in faults(*LAWFUL[:3], withholding())


def test_a_charge_holds_checkpoints_of_the_log_and_nothing_else() -> None:
    assert "not of the form checkpoint" in faults(charge(NOTE + "Gradski\n"))
    assert "another log" in faults(charge(NOTE.replace("egnatia/RS\n7", "egnatia/ME\n7")))


def test_an_alert_is_given_by_two_people_until_its_last_day_and_holds_nothing_sensitive() -> None:
    assert faults(alert()) == ""
    assert "one person alone" in faults(alert(by=PERSON))
    assert "beyond its last day" in faults(alert(record=view()))
    assert "alert.properties.finances" in faults(alert(record=view(properties={"finances": ["Owes money."]})))
    assert "another record" in faults(alert(record=view(lineage=TWO)))
