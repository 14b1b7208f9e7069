"""What the law is told of age, and who stands behind a release."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.twins.network import caveat, network
from tests.unit.casework.conftest import Scene
from tests.unit.model.samples import QUESTION

from egnatia.casework.collect import Draft, collect
from egnatia.casework.lawful import Backing, decide_answer, decide_release, is_minor, record_facts
from egnatia.casework.rows import Role
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Question, Subject
from egnatia.model.record import Record

TODAY = date(2026, 11, 21)
UNKNOWN, SUSPECT = SubjectRole.UNKNOWN, SubjectRole.SUSPECT
PROFILE = "D3S1358 15,17"


def recorded(scene: Scene, kind: str = "person", role: SubjectRole = SUSPECT, **properties: str) -> Record:
    """Put something on record in Tirana."""
    values = {name: (value,) for name, value in properties.items()}
    [record] = collect(scene.al, scene.keeper, [Draft(kind=kind, properties=values, caveat=caveat(role=role))])
    return record


@pytest.mark.parametrize(
    ("role", "born", "minor"),
    [
        (SUSPECT, {}, False),
        (UNKNOWN, {}, True),
        (UNKNOWN, {"birth_date": "1985-04-12"}, False),
        (UNKNOWN, {"birth_date": "2008"}, True),
        (SUSPECT, {"birth_date": "2008-11-21"}, False),
        (SUSPECT, {"birth_date": "2008-11-22"}, True),
    ],
)
def test_who_is_unknown_in_role_and_age_counts_as_a_minor(
    scene: Scene, role: SubjectRole, born: dict[str, str], *, minor: bool
) -> None:
    assert is_minor(recorded(scene, role=role, family_name="Marku", **born), TODAY) is minor


def test_a_thing_of_unknown_holder_is_nobodys_child(scene: Scene) -> None:
    assert not is_minor(recorded(scene, "vehicle", SubjectRole.NOBODY, plate="AA 123 BB"), TODAY)


def question(kind: str, instrument: str, asker: str, partner: str, **changed: Any) -> Question:  # noqa: ANN401 - any field
    """Return a question between two nodes of a test."""
    parties = {"asker": NodeId(asker), "partner": NodeId(partner)}
    fields = {"kind": kind, "instrument": instrument, "offence": "drug_trafficking", **parties, **changed}
    return replace(QUESTION, purpose=Purpose.CRIMINAL_INVESTIGATION, **fields)


@pytest.mark.parametrize(
    ("subject", "asked", "approvals"),
    [
        (Subject(role=SUSPECT), {"family_name": ("Marku",)}, 1),
        (Subject(role=SUSPECT), {"family_name": ("Marku",), "birth_date": ("2012",)}, 2),
        (Subject(role=SUSPECT, minor=True), {"family_name": ("Marku",)}, 2),
        (Subject(), {"family_name": ("Marku",)}, 2),
        (Subject(), {"family_name": ("Marku",), "birth_date": ("1985",)}, 1),
    ],
)
def test_a_question_that_may_be_about_a_minor_is_answered_with_a_record_by_two(
    scene: Scene, subject: Subject, asked: dict[str, tuple[str, ...]], approvals: int
) -> None:
    facts = record_facts(scene.record, TODAY)
    put = question("person", "pcc-see", "RS", "AL", subject=subject, properties=asked)
    missing = [
        {found.policy for found in decide_release(scene.al, put, facts, Backing(approvals=count)).missing}
        for count in (1, 2)
    ]
    assert ("release.second-approver" in missing[0]) is (approvals == 2)
    assert "release.second-approver" not in missing[1]


def test_where_the_askers_expert_confirms_two_of_the_giving_side_decide() -> None:
    net = network("AT", "HU")
    keeper = net.person("HU", "keeper", Role.OFFICER)
    draft = Draft(kind="dna", properties={"profile": ("D3S1358 15,16",)}, caveat=caveat())
    [profile] = collect(net.offices["HU"], keeper, [draft])
    put = question("dna", "prum", "AT", "HU", properties=dict(profile.properties), subject=Subject(role=SUSPECT))
    decisions = [
        decide_release(net.offices["HU"], put, record_facts(profile, TODAY), Backing(approvals=count))
        for count in (1, 2)
    ]
    assert [found.policy for found in decisions[0].missing] == ["release.second-approver"]
    assert "nobody here confirmed" in decisions[0].words[0]
    assert decisions[1].open


@pytest.mark.parametrize(
    ("subject", "fired"),
    [
        (Subject(role=SUSPECT), set()),
        (Subject(role=SUSPECT, minor=True), {"answer.asked-minor"}),
        (Subject(minor=True), {"answer.asked-minor", "answer.role"}),
        (Subject(), {"answer.role"}),  # counts as a minor, but nobody states it
    ],
)
def test_a_machine_gives_dna_unless_the_subject_is_stated_to_be_a_minor(subject: Subject, fired: set[str]) -> None:
    hu = network("AT", "HU").offices["HU"]
    put = question("dna", "prum", "AT", "HU", subject=subject, properties={"profile": (PROFILE,)})
    assert {found.policy for found in decide_answer(hu, put).missing} == fired


def test_who_is_marked_as_a_minor_is_one_whatever_the_date_of_birth_says(scene: Scene) -> None:
    record = recorded(scene, family_name="Marku", birth_date="1985-04-12")
    assert not is_minor(record, TODAY)
    assert is_minor(replace(record, properties={**record.properties, "risk": ("minor",)}), TODAY)
