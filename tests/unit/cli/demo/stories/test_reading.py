import pytest

from egnatia.cli.demo.stories.reading import read_story
from egnatia.cli.demo.stories.script import Ask, Confirm, Outcome, Release, Reply
from egnatia.cli.demo.stories.story import Story
from egnatia.model.errors import ParseError

STORY = """
title: A small case
case: Nothing published
summary: Two nodes and a boat.
invented: All of it.
begins: 2020-01-01
ends: 2020-02-01
caveats:
  suspect: {source: A, information: 1, purposes: [criminal_investigation], role: suspect, retain_until: 2035-01-01}
nodes:
  AL:
    person:
      skipper: {caveat: suspect, at: 2020-01-02, family_name: Marku, first_name: Zef, birth_date: 1980}
    event:
      landing: {caveat: suspect, at: 2020-01-03, type: arrest, happened_on: 2020-01-03, persons: 2 persons}
    document:
      card: {caveat: suspect, at: 2020-01-03, number: 00123, type: identity_card, holder: skipper}
arrests:
  landing: {node: AL, caveat: suspect, at: 2020-01-03, people: [skipper, [Doda, Fran, 1970-01-01, ALB, male]]}
case_files:
  file: {node: RS, reference: F 1, title: A boat, purpose: missing_person, members: [officer]}
script:
  - ask: who
    node: RS
    role: officer
    says: Who is he?
    case: file
    kind: person
    properties: {family_name: Марку, first_name: Зеф}
    subject: {role: suspect}
    partners: {AL: {because: Albanian boat, outcome: waiting}}
  - {reply: who, node: AL, role: supervisor, says: Ours., found: [skipper]}
  - {confirm: who AL skipper, node: AL, role: forensic, says: The same.}
  - {release: who AL skipper, node: AL, role: supervisor, says: May go.}
"""

FAULTS = {
    "a record that is not there": ("holder: skipper", "holder: nobody", "AL has no record nobody"),
    "a record of another kind": ("holder: skipper", "holder: landing", "landing is a event, not person"),
    "a caveat that is not there": ("caveat: suspect, at: 2020-01-02", "caveat: none, at: 2020-01-02", "no caveat none"),
    "a kind that is not there": ("    document:", "    diploma:", "no kind diploma"),
    "a property that is not there": ("first_name: Zef", "given: Zef", "a person has no such property"),
    "days that are no number": ("    partners: {AL", "    stays: soon\n    partners: {AL", "not a number of days"),
    "a value of another type": ("birth_date: 1980", "birth_date: young", "not a date"),
    "a column too few": ("[Doda, Fran, 1970-01-01, ALB, male]", "[Doda, Fran]", "not family_name, first_name"),
    "an event that is not there": ("arrests:\n  landing:", "arrests:\n  storm:", "AL has no record storm"),
    "another node's case file": ("file: {node: RS", "file: {node: MK", "RS has no case file file"),
    "somebody who does not work in it": ("members: [officer]", "members: [analyst]", "no officer works"),
    "a partner outside the network": ("partners: {AL:", "partners: {FR:", "no node FR in the network"),
    "a property that nobody may ask": ("first_name: Зеф", "occupation: Зеф", "may not name this property"),
    "a reply to nobody": ("reply: who", "reply: what", "nobody put the question what to AL before"),
    "a reply where none waits": ("outcome: waiting", "outcome: nothing", "does not wait at AL"),
    "a reply with what is not there": ("found: [skipper]", "found: [mate]", "AL has no record mate"),
    "a hit that nobody gave": ("confirm: who AL skipper", "confirm: who AL landing", "nobody gave the hit"),
    "a hit without a record": ("outcome: waiting", "outcome: hit", "a hit, and only a hit, finds records"),
    "an act that is none": ("{release: who", "{forget: who", "none of ask, reply, confirm, consent, release"),
    "a field that is not there": ("title: A small case", "title: A small case\nmoral: None", "unknown field"),
    "a truth that is neither": ("subject: {role: suspect}", "subject: {role: suspect, minor: 1}", "not true or false"),
    "a hit in two words": ("confirm: who AL skipper", "confirm: who AL", "a partner and a record's label"),
    "no partner": ("partners: {AL: {because: Albanian boat, outcome: waiting}}", "partners: {}", "no partner is named"),
}


def read() -> Story:
    return read_story("small", STORY)


def test_a_story_has_its_records_by_node_and_label() -> None:
    held = read().records
    assert {node: list(labels) for node, labels in held.items()} == {
        "AL": ["skipper", "landing", "card", "landing_1_arrest", "landing_2", "landing_2_arrest"]
    }


def test_a_reference_by_label_becomes_a_reference_by_lineage() -> None:
    held = read().records["AL"]  # type: ignore[index]
    assert held["card"].first("holder") == held["skipper"].lineage


def test_a_number_keeps_its_zeros() -> None:
    assert read().records["AL"]["card"].first("number") == "00123"  # type: ignore[index]


def test_a_row_of_arrested_people_is_a_label_or_a_new_person() -> None:
    held = read().records["AL"]  # type: ignore[index]
    assert held["landing_1_arrest"].first("involved") == held["skipper"].lineage
    assert held["landing_2"].first("family_name") == "Doda"
    assert held["landing_2_arrest"].first("matter") == held["landing"].lineage


def test_a_story_is_told_the_same_twice() -> None:
    ids = [[record.id for record in read().all_records()] for _ in range(2)]
    assert ids[0] == ids[1]


def test_two_stories_share_no_lineage() -> None:
    other = read_story("other", STORY)
    assert not {record.lineage for record in read().all_records()} & {record.lineage for record in other.all_records()}


def test_the_script_is_read_act_by_act() -> None:
    script = read().script
    assert [type(act) for act in script] == [Ask, Reply, Confirm, Release]
    assert isinstance(script[0], Ask)
    assert [expected.outcome for expected in script[0].partners.values()] == [Outcome.WAITING]


@pytest.mark.parametrize("what", FAULTS)
def test_refused_is(what: str) -> None:
    right, wrong, words = FAULTS[what]
    assert right in STORY
    with pytest.raises(ParseError, match=words):
        read_story("small", STORY.replace(right, wrong, 1))


def test_a_label_stands_once_at_a_node() -> None:
    doubled = STORY.replace("      card:", "      landing:")
    with pytest.raises(ParseError, match="the label landing stands twice at AL"):
        read_story("small", doubled)


def test_an_error_names_the_place() -> None:
    with pytest.raises(ParseError, match=r"small|nodes\.AL\.person\.skipper"):
        read_story("small", STORY.replace("birth_date: 1980", "birth_date: young"))


DELIVERY = """
  - deliver: Drums by sea
    node: RS
    role: officer
    says: They are followed to whoever takes them.
    case: {case}
    authorisation: Public Prosecutor, KT-17
    goods: {{sort: {sort}, description: Blue drums, treatment: intact}}
    way: [{way}]
    places: [Durrës]
    decision: The prosecutor decides.
    seen: '41.3231,19.4414'
"""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"case": "nobodys"}, "works in the case file nobodys"),
        ({"way": "CHN, ALB"}, "CHN has no node, and is no authority of the story"),
        ({"way": "MKD, GRC, ALB"}, "one place for each border"),
        ({"sort": "persons"}, "goods.sort"),
    ],
)
def test_a_delivery_that_names_what_the_story_has_not_is_refused(said: dict[str, str], words: str) -> None:
    told = DELIVERY.format(**{"case": "file", "sort": "drugs", "way": "MKD, ALB", **said})
    with pytest.raises(ParseError, match=words):
        read_story("small", STORY.rstrip() + told)
