"""Under which instrument one desk may write to another, by tables written from the treaties."""

from dataclasses import replace
from datetime import date

import pytest
from tests.twins.network import COUNTRIES

from egnatia.law.decide import Law, load_law
from egnatia.law.facts import Action, CaseFacts, Party, PartySort, Request
from egnatia.law.messages import MessageFacts
from egnatia.law.overlay import Clause, Overlay
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.peril import Danger
from egnatia.model.question import Subject

LAW = load_law()
WHOLE = CaseFacts(open=True, supervised=True, matches_purpose=True)


def party(node: str) -> Party:
    country = COUNTRIES.get(NodeId(node))
    return Party(node=NodeId(node), country=country, sort=PartySort.STATE if country else PartySort.BODY)


def request(sender: str, recipient: str, **fields: object) -> Request:
    values: dict[str, object] = {
        "purpose": Purpose.CRIMINAL_INVESTIGATION,
        "offence": "drug_trafficking",
        "subject": Subject(role=SubjectRole.SUSPECT),
        "case_file": WHOLE,
        "necessity": True,
        "on": date(2026, 11, 22),
        "approvals": 1,
    }
    made = {**values, **fields}
    return Request(action=Action.ASK, asker=party(sender), answerer=party(recipient), kind="", **made)  # type: ignore[arg-type]


def facts(sort: Sort = Sort.REQUEST, **fields: bool) -> MessageFacts:
    values = {"gives": SORTS[sort].gives, "replies": False, "urgent": False, "urgency_told": False}
    return MessageFacts(sort=sort, **{**values, **fields})  # type: ignore[arg-type] # the kind stays what it is


def carriers(asked: Request, sort: Sort = Sort.REQUEST, law: Law = LAW) -> list[str]:
    return [found.instrument for found in law.messages.carriers(asked, facts(sort))]


def missing(asked: Request, told: MessageFacts | None = None) -> set[str]:
    return {found.policy for found in LAW.messages.decide(asked, told or facts()).missing}


@pytest.mark.parametrize(
    ("pair", "sort", "expected"),
    [
        (("RS", "AL"), Sort.REQUEST, ["pcc-see", "interpol-messages"]),
        (("DE", "AT"), Sort.REQUEST, ["2023-977", "interpol-messages"]),
        (("HR", "HU"), Sort.REQUEST, ["pcc-see", "2023-977", "interpol-messages"]),
        (("DE", "GB"), Sort.REQUEST, ["tca-information", "interpol-messages"]),
        (("RS", "DE"), Sort.REQUEST, ["interpol-messages"]),
        (("RS", "SELEC"), Sort.REQUEST, ["selec"]),
        (("SELEC", "RS"), Sort.REPLY, ["selec"]),
        (("HR", "SELEC"), Sort.REQUEST, []),
        (("RS", "XK"), Sort.REQUEST, []),
        (("RS", "AL"), Sort.ALERT, ["interpol-messages"]),
        (("RS", "AL"), Sort.FUGITIVE, ["pcc-see", "interpol-messages"]),
        (("RS", "AL"), Sort.ASSISTANCE, ["ets30", "untoc", "un1988"]),
        (("DE", "AT"), Sort.ASSISTANCE, ["eio"]),
        (("DE", "TR"), Sort.ASSISTANCE, ["ets30", "untoc", "un1988"]),
        (("DE", "AT"), Sort.PURSUIT, ["cisa", "naples-2"]),
        (("HR", "HU"), Sort.SURVEILLANCE, ["cisa", "naples-2", "pcc-see"]),
        (("RS", "MK"), Sort.PURSUIT, ["pcc-see"]),
        (("RS", "GR"), Sort.PURSUIT, []),
    ],
)
def test_a_sort_of_message_goes_under_the_instruments_that_bind_both(
    pair: tuple[str, str], sort: Sort, expected: list[str]
) -> None:
    assert sorted(carriers(request(*pair), sort)) == sorted(expected)


@pytest.mark.parametrize(
    ("fields", "sort", "expected"),
    [
        ({}, Sort.ASSISTANCE, {"untoc", "un1988"}),
        ({}, Sort.REPLY, {"untoc", "un1988"}),
        ({"offence": "firearms_trafficking"}, Sort.ASSISTANCE, {"untoc"}),
        ({"purpose": Purpose.JUDICIAL_PROCEEDINGS}, Sort.ASSISTANCE, {"untoc", "un1988"}),
        ({}, Sort.REQUEST, set()),
    ],
)
def test_china_is_written_to_for_assistance_only_and_under_the_convention_of_1988_about_drugs_only(
    fields: dict[str, object], sort: Sort, expected: set[str]
) -> None:
    china = Party(node=NodeId("paper:CHN"), country=CountryCode("CHN"), sort=PartySort.STATE)
    assert set(carriers(replace(request("MK", "TR", **fields), answerer=china), sort)) == expected


@pytest.mark.slow
def test_the_directive_opens_nothing_with_a_state_outside_the_union() -> None:
    members = {"AT", "BG", "DE", "GR", "HR", "HU", "IT", "RO", "SI"}
    states = [node for node, country in COUNTRIES.items() if country]
    for sender in states:
        for recipient in states:
            opened = sender != recipient and {sender, recipient} <= members
            assert ("2023-977" in carriers(request(sender, recipient))) == opened


@pytest.mark.parametrize(
    ("fields", "policy"),
    [
        ({"case_file": CaseFacts()}, "message.case-open"),
        ({"case_file": replace(WHOLE, supervised=False)}, "message.case-supervised"),
        ({"necessity": False}, "message.necessity"),
        ({"offence": None}, "message.offence"),
        ({"offence": "theft_of_time"}, "message.offence-known"),
        ({"authorisation_void": True}, "message.authorisation"),
        ({"purpose": Purpose.JUDICIAL_PROCEEDINGS}, "message.channel"),
        ({"subject": Subject(role=SubjectRole.VICTIM)}, "message.role"),
        ({"subject": Subject(role=SubjectRole.INFORMANT), "authorisation": True}, "message.role-purpose"),
        ({"subject": Subject(role=SubjectRole.SUSPECT, minor=True)}, "message.second-approver"),
        ({"subject": Subject(role=SubjectRole.SUSPECT, asylum_from=frozenset({CountryCode("ALB")}))}, "message.origin"),
        ({"danger": Danger.TORTURE}, "message.torture"),
        ({"danger": Danger.DEATH_PENALTY}, "message.death-penalty"),
    ],
)
def test_what_is_missing_is_named(fields: dict[str, object], policy: str) -> None:
    assert policy in missing(request("RS", "AL", **fields))


def test_a_request_under_the_directive_is_about_more_than_a_trifle() -> None:
    trifle = request("DE", "AT", offence="minor_injury", instrument="2023-977")
    assert missing(trifle) == {"message.threshold"}
    assert missing(trifle, facts(Sort.INFORMATION)) == set()


def test_urgent_means_to_say_why() -> None:
    assert missing(request("RS", "AL"), facts(urgent=True)) == {"message.urgency"}
    assert missing(request("RS", "AL"), facts(urgent=True, urgency_told=True)) == set()


def test_who_replies_needs_no_case_file_of_the_own() -> None:
    reply = facts(Sort.REPLY, replies=True)
    assert missing(request("AL", "RS", case_file=CaseFacts()), reply) == set()


def test_nobody_but_a_suspect_is_followed_over_a_border_and_only_who_cannot_wait_goes_without_an_authority() -> None:
    for role in (SubjectRole.CONTACT, SubjectRole.NOBODY):
        named = request("RS", "MK", subject=Subject(role=role), authorisation=True)
        assert missing(named, facts(Sort.PURSUIT)) == {"message.crossing-role"}
    assert missing(request("RS", "MK"), facts(Sort.SURVEILLANCE)) == {"message.crossing-authorised"}
    assert missing(request("RS", "MK", authorisation=True), facts(Sort.SURVEILLANCE)) == set()
    assert missing(request("RS", "MK"), facts(Sort.SURVEILLANCE, urgent=True, urgency_told=True)) == set()


def test_legal_assistance_is_for_judicial_authorities() -> None:
    asked = request("RS", "AL")
    assert missing(asked, facts(Sort.ASSISTANCE)) == {"message.judicial"}
    assert missing(replace(asked, authorisation=True), facts(Sort.ASSISTANCE)) == set()


def test_personal_data_leave_the_union_on_a_ground_only() -> None:
    asked = request("DE", "RS")
    assert missing(asked) == {"message.transfer"}
    assert missing(replace(asked, authorisation=True)) == set()


@pytest.mark.parametrize("sort", [Sort.ALERT, Sort.FUGITIVE])
def test_nobody_is_searched_for_by_one_person_alone(sort: Sort) -> None:
    assert missing(request("RS", "AL"), facts(sort)) == {"message.second-approver"}
    assert missing(request("RS", "AL", approvals=2), facts(sort)) == set()
    witness = request("RS", "AL", approvals=2, subject=Subject(role=SubjectRole.WITNESS), authorisation=True)
    assert "message.search-role" in missing(witness, facts(sort))


def test_what_a_node_withdraws_is_closed_there() -> None:
    own = Overlay(name="own", withdrawn=(Clause(about="message.pcc-see", because="not here"),))
    assert carriers(request("RS", "AL"), law=load_law([own])) == ["interpol-messages"]


def test_a_decision_has_the_digest_of_its_facts() -> None:
    one, other = request("RS", "AL"), request("RS", "AL", approvals=2)
    decided = LAW.messages.decide(one, facts())
    assert decided.digest == LAW.messages.decide(one, facts()).digest
    assert decided.digest != LAW.messages.decide(other, facts()).digest
    assert decided.digest != LAW.messages.decide(one, facts(Sort.INFORMATION)).digest


def test_every_sort_is_carried_by_some_instrument() -> None:
    pairs = (("RS", "AL"), ("DE", "AT"), ("RS", "SELEC"))
    carried = {sort for sort in Sort for pair in pairs if carriers(request(*pair), sort)}
    assert carried == set(Sort)
