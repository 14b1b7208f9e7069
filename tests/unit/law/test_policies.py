import re

import pytest
from tests.unit.law.lands import altered, rewritten

from egnatia.law.decide import load_law
from egnatia.law.errors import PolicyError
from egnatia.law.facts import Action
from egnatia.law.policies import Source, cut, read_forbids, read_permits, refuse_twins, under
from egnatia.law.texts import SHIPPED
from egnatia.model.caveat import Purpose

BOOK = load_law().book
ASK, CONDITIONS = "policies/ask/channels.cedar", "policies/ask/conditions.cedar"


def refused(name: str, old: str, new: str, problem: str) -> None:
    with pytest.raises(PolicyError, match=problem):
        load_law(texts=altered(name, old, new))


def test_a_misspelt_attribute_keeps_the_node_from_starting() -> None:
    refused(ASK, "context.purpose ==", "context.purpos ==", "attribute `purpos` in context")
    refused(CONDITIONS, "context.necessity", "context.neccessity", "attribute `neccessity` in context")


def test_a_misspelt_entity_keeps_the_node_from_starting() -> None:
    scope = 'action == Action::"ask", resource == Kind::"dna"'
    refused(ASK, f"principal is State, {scope}", f"principal is Stat, {scope}", "Stat")


def test_a_wrong_type_keeps_the_node_from_starting() -> None:
    refused(CONDITIONS, 'context.transfer == "missing"', "context.transfer < 3", "policies/ask/conditions.cedar")


def test_what_is_no_cedar_keeps_the_node_from_starting() -> None:
    refused(ASK, "permit (", "allow (", "policies/ask/channels.cedar")


def test_an_unknown_instrument_keeps_the_node_from_starting() -> None:
    refused(ASK, '@instrument("prum")', '@instrument("prumm")', "ask.prum.dna: no instrument prumm")


def test_a_kind_that_the_instrument_does_not_cover_keeps_the_node_from_starting() -> None:
    refused(ASK, '@kind("dna")', '@kind("person")', "ask.prum.dna: prum does not cover person")


def test_a_permit_is_for_the_kind_that_it_names() -> None:
    refused(ASK, 'resource == Kind::"dna"', 'resource == Kind::"print"', 'not for resource == Kind::"dna"')


@pytest.mark.parametrize("annotation", ["id", "instrument", "article", "kind"])
def test_a_permit_without_its_annotations_keeps_the_node_from_starting(annotation: str) -> None:
    old = re.search(rf'@{annotation}\("[^"]*"\)', SHIPPED.by_name[ASK])
    assert old
    refused(ASK, old.group(), "", f"lacks @{annotation}")


@pytest.mark.slow
@pytest.mark.parametrize("annotation", ["id", "missing"])
def test_a_forbid_without_words_keeps_the_node_from_starting(annotation: str) -> None:
    old = re.search(rf'@{annotation}\("[^"]*"\)', SHIPPED.by_name[CONDITIONS])
    assert old
    refused(CONDITIONS, old.group(), "", f"lacks @{annotation}")
    refused(CONDITIONS, old.group(), f'@{annotation}(" ")', f"lacks @{annotation}")


@pytest.mark.slow
def test_channels_hold_permits_and_conditions_hold_forbids() -> None:
    refused(ASK, "\npermit (", "\nforbid (", "not a permit")
    refused(CONDITIONS, "\nforbid (", "\npermit (", "not a forbid")


@pytest.mark.slow
def test_a_policy_is_for_the_action_of_its_folder() -> None:
    name, own = "policies/release/conditions.cedar", 'action == Action::"release"'
    refused(name, own, 'action == Action::"answer"', 'not for action == Action::"release"')
    refused(name, own, "action", 'not for action == Action::"release"')


def test_a_rule_about_what_an_action_does_not_have_keeps_the_node_from_starting() -> None:
    name, own = "policies/answer/conditions.cedar", "unless { context.necessity }"
    refused(name, own, "unless { context.case_open }", "attribute `case_open` in context")


@pytest.mark.parametrize(
    "scope",
    [
        'principal == ?principal, action == Action::"ask", resource == ?resource',
        'principal in ?principal, action == Action::"ask", resource == ?resource',
        'principal == ?principal, action == Action::"ask", resource',
    ],
)
def test_a_template_is_over_the_kind_only(scope: str) -> None:
    old = 'permit (principal is State, action == Action::"ask", resource == ?resource)'
    refused(ASK, old, f"permit ({scope})", "a template is one over resource == .resource, and nothing else")


def test_a_condition_is_no_template() -> None:
    refused(CONDITIONS, "resource)", "resource == ?resource)", "a condition is no template")


def test_two_policies_of_one_name_keep_the_node_from_starting() -> None:
    refused(CONDITIONS, '@id("ask.case-open")', '@id("ask.necessity")', "ask.necessity: stands twice")
    with pytest.raises(PolicyError, match="b: stands twice"):
        refuse_twins(["a", "b", "c", "b"])


def test_an_instrument_without_a_permit_keeps_the_node_from_starting() -> None:
    text = SHIPPED.by_name[ASK]
    start = text.index('@id("ask.eio")')
    without = text[:start] + text[text.index(";", start) + 1 :]
    with pytest.raises(PolicyError, match="no permit for eio and person"):
        load_law(texts=rewritten({ASK: without}))


def test_a_template_stands_for_every_kind_that_has_no_permit_of_its_own() -> None:
    names = [permit.id for permit in BOOK.permits[Action.ASK]]
    assert "ask.pcc-see.person" in names
    assert "ask.interpol.account" in names
    assert names.count("ask.interpol.person") == 1
    assert len(names) == len(set(names)) == 145


@pytest.mark.parametrize("action", Action)
def test_every_permit_is_named_after_action_instrument_and_kind(action: Action) -> None:
    for permit in BOOK.permits[action]:
        assert permit.id == f"{action}.{permit.instrument}.{permit.kind}"
        assert permit.article


@pytest.mark.parametrize("action", Action)
def test_every_condition_is_named_after_its_action_and_says_what_is_missing(action: Action) -> None:
    for forbid in BOOK.forbids[action]:
        assert forbid.id.startswith(f"{action}.")
        assert forbid.words[0].islower()
        assert not forbid.words.endswith(".")


def test_asking_and_answering_follow_the_same_channels() -> None:
    asking = SHIPPED.by_name[ASK].partition("\n// ----")[2]
    answering = SHIPPED.by_name["policies/answer/channels.cedar"].partition("\n// ----")[2]
    assert asking.replace('"ask', '"answer') == answering


def test_nothing_is_released_under_an_instrument_that_gives_its_data_at_once() -> None:
    released = {(permit.instrument, permit.kind) for permit in BOOK.permits[Action.RELEASE]}
    given = {
        (name, kind)
        for name, found in BOOK.instruments.items()
        for kind, entry in found.entries.items()
        if entry.channel.release
    }
    assert released == given
    assert ("interpol", "document") not in released
    assert ("prum", "vehicle") not in released


def test_only_permits_of_the_kind_are_evaluated() -> None:
    assert len(cut(BOOK.permits[Action.ASK], "missing_report")) == 6
    assert len(cut(BOOK.forbids[Action.ASK], "person")) == len(BOOK.forbids[Action.ASK])
    assert len(list(under(BOOK.permits[Action.ASK], "prum"))) == 3
    assert list(under(BOOK.permits[Action.ASK], None)) == list(BOOK.permits[Action.ASK])


def test_every_purpose_that_a_policy_names_exists() -> None:
    sets = r"\[([^\]]*)\]\.contains\(context\.purpose\)|context\.purpose == (\"[a-z_]+\")"
    named = {
        word.strip(' "')
        for name, text in SHIPPED.by_name.items()
        if name.endswith(".cedar")
        for groups in re.findall(sets, text)
        for word in "".join(groups).split(",")
    }
    assert named == set(Purpose)


def test_a_text_may_be_read_by_itself() -> None:
    source = Source(name="x", text="", action=Action.ASK, schema=SHIPPED.by_name["policies/channels.cedarschema"])
    assert read_forbids(source) == ()
    assert read_permits(source, {}) == ()


CHANNELS = "policies/ask/channels.cedar"
OWN = 'context.operational.contains("prum") &&'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (OWN, 'context.operational.contains("interpol") &&', "operational is never interpol here"),
        (OWN, "", "does not look whether its instrument is operational"),
        ('context.partner == "state" &&', 'context.partner == "tribe" &&', "partner is never tribe"),
        ('context.purpose == "criminal_investigation"', 'context.purpose == "revenge"', "purpose is never revenge"),
        (
            'context.purpose == "criminal_investigation"',
            'context.purpose == "criminal_investigation" && context.purpose == "border_check"',
            "never matches",
        ),
        ('context.partner == "state" &&', "context.serious && !context.serious &&", "never matches"),
    ],
)
def test_a_permit_that_never_matches_keeps_the_node_from_starting_and_is_named(
    old: str, new: str, problem: str
) -> None:
    with pytest.raises(PolicyError, match=problem) as caught:
        load_law(texts=altered(CHANNELS, old, new))
    assert str(caught.value).startswith(f"{CHANNELS} ask.prum.dna: ")
