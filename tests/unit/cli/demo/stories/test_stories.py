import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache

import phonenumbers
import pytest
from stdnum import iban, imei

from egnatia.casework.lawful import record_facts
from egnatia.casework.rights import Right, rights_of
from egnatia.casework.rows import Role
from egnatia.cli.demo.members import BY_NODE
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.script import (
    Act,
    Alerting,
    Ask,
    Confirm,
    Consent,
    Deliver,
    Expected,
    Found,
    Identify,
    JointAction,
    Outcome,
    Release,
    Reply,
)
from egnatia.cli.demo.stories.story import Story
from egnatia.law.channels import Confirms
from egnatia.law.decide import load_law
from egnatia.law.decision import Decision
from egnatia.law.facts import Action, CaseFacts, Party, RecordFacts, Request
from egnatia.law.offences import OFFENCES
from egnatia.law.purposes import needs_offence
from egnatia.match.engines import engine_for, judge
from egnatia.match.identifiers import vin
from egnatia.match.identifiers.plate import read_plate
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record, parse_record, plain_record

TODAY = date(2026, 11, 21)
NAMES = ("sunshine", "jad", "taksim", "ankh", "migrants", "clan")
STORIES = {story.name: story for story in read_stories()}
RIGHT_OF = {
    Ask: Right.ASK,
    Reply: Right.ANSWER,
    Confirm: Right.CONFIRM,
    Consent: Right.AUTHORISE,
    Release: Right.RELEASE,
    Deliver: Right.CORRESPOND,
    JointAction: Right.CORRESPOND,
    Alerting: Right.CORRESPOND,
    Identify: Right.CONFIRM,
}


def quantities(story: Story, kind: str, name: str, unit: str) -> list[int]:
    held = (record.properties.get(name, ()) for record in story.all_records() if record.kind == kind)
    return [int(value.split()[0]) for values in held for value in values if value.split()[1] == unit]


def arrested(story: Story) -> int:
    return sum(record.kind == "involvement" and record.first("part") == "arrested" for record in story.all_records())


def asked(story: Story) -> Iterator[tuple[Ask, NodeId, Expected]]:
    for act in story.script:
        if isinstance(act, Ask):
            yield from ((act, node, expected) for node, expected in act.partners.items())


def party(node: NodeId) -> Party:
    member = BY_NODE[node]
    return Party(node=node, country=member.country, sort=member.sort)


def decide(story: Story, act: Ask, partner: NodeId, action: Action, record: RecordFacts | None = None) -> Decision:
    case = story.case_files[act.case]
    return load_law().decide(
        Request(
            action=action,
            asker=party(act.node),
            answerer=party(partner),
            kind=act.kind,
            keys=frozenset(act.properties),
            purpose=case.purpose,
            offence=case.offence,
            instrument=act.instrument or None,
            subject=act.subject,
            case_file=CaseFacts(open=True, supervised=True, matches_purpose=True),
            authorisation=bool(act.authorisation),
            necessity=True,
            on=TODAY,
            record=record,
            approvals=2,
            confirmed=True,
        )
    )


def given_by_hand(story: Story) -> dict[tuple[str, NodeId], tuple[str, ...]]:
    return {(act.question, act.node): act.found for act in story.script if isinstance(act, Reply)}


@cache
def hits(name: str) -> tuple[tuple[Ask, NodeId, Record, Found], ...]:
    """Every record that is given in a story, at once or by hand."""
    story = STORIES[name]
    by_hand = given_by_hand(story)
    return tuple(
        (act, node, story.records[node][label], Found(question=act.label, partner=node, record=label))
        for act, node, expected in asked(story)
        for label in (*expected.found, *by_hand.get((act.label, node), ()))
    )


@pytest.mark.slow
def test_all_six_cases_are_told_oldest_first() -> None:
    assert [story.name for story in read_stories()] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_one_that_a_node_accepts(name: str) -> None:
    for record in STORIES[name].all_records():
        assert parse_record(plain_record(record)) == record


@pytest.mark.parametrize("name", NAMES)
def test_nodes_issue_their_own_records_and_are_in_the_network(name: str) -> None:
    for node, held in STORIES[name].records.items():
        assert node in BY_NODE
        assert {record.issuer for record in held.values()} == {node}


@pytest.mark.parametrize("name", NAMES)
def test_a_story_says_what_was_invented_and_when_it_happened(name: str) -> None:
    story = STORIES[name]
    assert story.begins < story.ends <= TODAY
    assert "ublished" in story.invented
    assert all(record.caveat.retain_until > TODAY for record in story.all_records())


def test_sunshine_seized_8_4_tonnes_and_arrested_66_in_several_operations() -> None:
    story = STORIES["sunshine"]
    assert sum(quantities(story, "seizure", "quantity", "kg")) == 8400
    assert sum(quantities(story, "substance", "quantity", "kg")) == 8400
    assert arrested(story) == sum(quantities(story, "event", "persons", "persons")) == 66
    assert len(quantities(story, "seizure", "quantity", "kg")) >= 8


def test_sunshine_took_fourteen_months_to_12_may_2018_in_five_states_and_selec() -> None:
    story = STORIES["sunshine"]
    assert (story.begins.isoformat()[:7], story.ends) == ("2017-03", date(2018, 5, 12))
    assert set(story.records) == {"AL", "MK", "GR", "IT", "TR", "SELEC"}


def test_sunshine_has_one_man_under_several_spellings() -> None:
    held = STORIES["sunshine"].records
    labels = {"AL": "grower", "MK": "unknown_albanian", "GR": "albanian_payer", "IT": "albanian_customer"}
    names = {node: held[NodeId(node)][label].first("first_name") for node, label in labels.items()}
    assert names == {"AL": "Gëzim", "MK": "Гзим", "GR": "Γκεζίμ", "IT": "Gezim"}


def test_the_clan_network_ended_with_ten_arrests_on_two_days() -> None:
    story = STORIES["clan"]
    assert arrested(story) == sum(quantities(story, "event", "persons", "persons")) == 10
    days = {record.first("happened_on") for record in story.all_records() if record.first("type") == "arrest"}
    assert days == {"2025-08-07", "2025-08-08"}


def test_states_without_a_node_appear_with_the_document_of_their_consent() -> None:
    externals = STORIES["clan"].externals
    assert [external.country for external in externals] == ["BEL", "FRA", "NLD"]
    assert all(external.consent and external.consent_date < STORIES["clan"].ends for external in externals)
    consented = {act.of for act in STORIES["clan"].script if isinstance(act, Consent)}
    assert consented == {"BEL", "FRA", "NLD"}


def test_a_consent_names_the_authority_its_number_and_the_case() -> None:
    story = STORIES["clan"]
    paris = story.external("FRA")
    assert paris is not None
    paper = paris.document(story.case)
    assert all(words in paper for words in (paris.authority, "FR-2025-0602", "2025-06-02", story.case))
    assert paris.digest(story.case) == hashlib.sha256(paper.encode()).hexdigest() != paris.digest("another case")


@pytest.mark.parametrize(
    ("story", "bodies"), [("jad", {"Frontex", "INTERPOL", "UNODC", "SEESAC", "PCC SEE secretariat"})]
)
def test_bodies_without_a_node_are_external_authorities(story: str, bodies: set[str]) -> None:
    assert {external.authority.removesuffix(" (external)") for external in STORIES[story].externals} == bodies


def test_the_leader_was_sentenced_in_italy_and_the_platform_shut_down_in_2021() -> None:
    held = STORIES["clan"].records
    assert held[NodeId("IT")]["sentenced"].caveat.role == "convicted"
    handles = [record for record in held[NodeId("EUROPOL")].values() if record.first("handle")]
    assert {(record.first("closed_on") or "")[:4] for record in handles} == {"2021"}


def test_taksim_seized_1105_kg_worth_more_than_fifty_million() -> None:
    story = STORIES["taksim"]
    assert sum(quantities(story, "seizure", "quantity", "kg")) == 1105
    assert sum(quantities(story, "substance", "quantity", "kg")) == 1105
    assert sum(quantities(story, "substance", "value", "EUR")) > 50_000_000


def test_ankh_found_over_1100_items_and_nearly_10000_euro() -> None:
    story = STORIES["ankh"]
    assert 1100 < sum(quantities(story, "seizure", "quantity", "items")) < 1150
    assert 9_500 < sum(quantities(story, "seizure", "cash", "EUR")) < 10_000
    assert {record.kind for record in story.all_records()} >= {"object", "firearm", "document"}


def test_six_hundred_people_were_smuggled_and_four_arrested() -> None:
    story = STORIES["migrants"]
    trips = [record for record in story.all_records() if record.first("type") == "transport"]
    assert sum(int((record.first("persons") or "").split()[0]) for record in trips) == 600
    assert arrested(story) == 4


@pytest.mark.parametrize("name", NAMES)
def test_case_files_are_ones_that_a_supervisor_could_open(name: str) -> None:
    for opened in STORIES[name].case_files.values():
        assert opened.node in BY_NODE
        assert opened.offence in OFFENCES or not needs_offence(opened.purpose)
        assert Role.OFFICER in opened.members


@pytest.mark.parametrize("name", NAMES)
def test_whoever_acts_has_the_right_to(name: str) -> None:
    for act in STORIES[name].script:
        assert RIGHT_OF[type(act)] in rights_of(act.role)


@pytest.mark.parametrize("name", NAMES)
def test_each_question_comes_out_in_law_as_the_story_says(name: str) -> None:
    outcomes = {True: {Outcome.WAITING}, False: {Outcome.HIT, Outcome.NOTHING}}
    for act, partner, expected in asked(STORIES[name]):
        decision = decide(STORIES[name], act, partner, Action.ASK)
        assert decision.open == (expected.outcome is not Outcome.UNLAWFUL), (act.label, decision.words)
        if decision.channel:
            assert expected.outcome in outcomes[decision.channel.transport == "manual"], act.label


@pytest.mark.parametrize("name", NAMES)
def test_every_hit_may_be_told_and_what_is_released_may_be_released(name: str) -> None:
    story = STORIES[name]
    released = {act.hit for act in story.script if isinstance(act, Release)}
    for act, partner, record, found in hits(name):
        facts = record_facts(record, TODAY)
        assert decide(story, act, partner, Action.ANSWER, facts).open, found
        if found in released:
            decision = decide(story, act, partner, Action.RELEASE, facts)
            assert decision.open, (found, decision.words)


@pytest.mark.parametrize("name", NAMES)
def test_the_side_confirms_that_the_instrument_names(name: str) -> None:
    story = STORIES[name]
    asks = {act.label: act for act, _, _ in asked(story)}
    for act in story.script:
        if isinstance(act, Confirm):
            decision = decide(story, asks[act.hit.question], act.hit.partner, Action.ASK)
            assert decision.channel
            side = {Confirms.ASKER: asks[act.hit.question].node, Confirms.ANSWERER: act.hit.partner}
            assert act.node == side[decision.channel.confirms]


@pytest.mark.parametrize("name", NAMES)
def test_four_eyes_see_what_is_released(name: str) -> None:
    people: dict[Found, list[Act]] = {}
    for act in STORIES[name].script:
        if isinstance(act, Confirm | Release):
            people.setdefault(act.hit, []).append(act)
    for acts in people.values():
        assert isinstance(acts[0], Confirm)
        assert len({act.role for act in acts}) == len(acts)


@pytest.mark.parametrize("name", NAMES)
def test_every_hit_is_found_by_the_engine_among_the_partners_records(name: str) -> None:
    for act, partner, record, found in hits(name):
        kind = KINDS[act.kind]
        engine = engine_for(kind)
        assert engine
        held = [(label, other.properties) for label, other in STORIES[name].records[partner].items()]
        same = [(label, other) for label, other in held if STORIES[name].records[partner][label].kind == kind.name]
        judged = judge(engine, kind, act.properties, same, exact=False)
        assert found.record in [label for label, score in judged if score.quality], (act.label, record.properties)


def test_a_person_asked_in_one_script_is_found_in_another() -> None:
    names = [
        (act.node, node, act.properties["family_name"][0], record.first("family_name"))
        for name in ("sunshine", "clan")
        for act, node, record, _ in hits(name)
        if act.kind == "person"
    ]
    scripts = {(asker, partner) for asker, partner, written, found in names if _script(written) != _script(found)}
    assert scripts >= {("MK", "AL"), ("GR", "MK"), ("GR", "SELEC"), ("RS", "AL")}


def _script(name: str | None) -> str:
    assert name
    return "Cyrl" if "\u0400" <= name[0] <= "\u04ff" else "Grek" if "\u0370" <= name[0] <= "\u03ff" else "Latn"


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_valid_and_nobodys(name: str) -> None:
    for record in STORIES[name].all_records():
        values = record.properties
        assert all(iban.is_valid(value) for value in values.get("iban", ()))
        assert all(imei.is_valid(value) and value.startswith("00") for value in values.get("imei", ()))
        assert all(value[8] == vin.check_digit(value) for value in values.get("vin", ()))
        numbers = [phonenumbers.parse(value) for value in values.get("phone", ())]
        assert not any(map(phonenumbers.is_valid_number, numbers))


@pytest.mark.parametrize("name", NAMES)
def test_plates_have_a_form_that_their_country_knows(name: str) -> None:
    for record in STORIES[name].all_records():
        for plate in record.properties.get("plate", ()):
            assert read_plate(plate, frozenset({record.properties["registration_country"][0]})).valid
