"""Reading a node's own rules: what has no place in them keeps it from starting, by one sentence that names it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.law.lands import STATES, TODAY, answer, ask, release

import egnatia.cli.demo
from egnatia.law.channels import Threshold
from egnatia.law.decide import Law, load_law
from egnatia.law.decision import Bar
from egnatia.law.errors import DataError, LawError, PolicyError
from egnatia.law.facts import Action
from egnatia.law.messages import MessageFacts
from egnatia.law.overlay import HEAD, Clause, Overlay, parse_overlay
from egnatia.law.trial import Trial, refuse_idle
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.question import Subject

DEU, SRB, ALB, HUN, AUT, TUR = (STATES[code] for code in ("DEU", "SRB", "ALB", "HUN", "AUT", "TUR"))
EXAMPLES = Path(egnatia.cli.demo.__file__).parent / "law"
PERMIT = "answer.pcc-see.person"
TITLE = "title: Law of Testland\nsource: Act 1/2026\n"
WITHDRAWN = f"withdrawn:\n  - {{permit: {PERMIT}, from: 2026-01-01, until: 2026-12-31, because: secrecy}}\n"
THRESHOLD = "more_than_one_year:\n  - {instrument: pcc-see, because: proportionality}\n"
FORBID = """
@id("tst.answer.people")
@missing("a person who decides")
forbid (principal, action == Action::"answer", resource == Kind::"person")
%s;
"""


def law(head: str = TITLE, **cedar: str) -> Law:
    """Load the law of a node with one overlay."""
    files = {HEAD: head, **{f"{action}.cedar": text for action, text in cedar.items()}}
    return load_law([parse_overlay("tst", files)])


def condition(body: str) -> str:
    """Return a condition on answers about persons."""
    return FORBID % body


def test_a_permit_is_withdrawn_on_the_days_that_are_named_and_nobody_elses_law_changes() -> None:
    own = law(TITLE + WITHDRAWN)
    on_time = answer(ALB, SRB, instrument="pcc-see")
    assert [found.policy for found in own.decide(on_time).missing] == ["answer.channel"]
    assert own.decide(answer(ALB, SRB, instrument="pcc-see", on=date(2027, 1, 1))).open
    assert own.decide(ask(SRB, ALB, instrument="pcc-see")).open
    assert load_law().decide(on_time).open
    assert load_law().version != own.version


@pytest.mark.slow
def test_what_is_looked_for_is_kept_from_a_state_or_from_everybody_for_the_kinds_and_days_that_are_named() -> None:
    row = "untold:\n  - {agency: %s, kinds: [person], until: 2026-12-31, because: a dispute}\n"
    one, all_of_them = (law(TITLE + row % agency).book for agency in ("TUR", "everybody"))
    today, turkey_and_albania = date(2026, 11, 21), (CountryCode("TUR"), CountryCode("ALB"))
    found = [
        book.is_untold(state, "person", today) for book in (one, all_of_them) for state in (*turkey_and_albania, None)
    ]
    assert found == [True, False, False, True, True, True]
    assert not one.is_untold(turkey_and_albania[0], "vehicle", today)
    assert not one.is_untold(turkey_and_albania[0], "person", date(2027, 1, 1))
    assert law(TITLE + row % "TUR").version != load_law().version
    with pytest.raises(PolicyError, match="horse, which is no kind"):
        law(TITLE + (row % "TUR").replace("person", "horse"))


def test_the_screen_says_that_own_rules_closed_it() -> None:
    explained = law(TITLE + WITHDRAWN).explain(answer(ALB, SRB))
    [closed] = [found for found in explained.closed if found.instrument == "pcc-see"]
    assert (closed.bar, "withdraw" in closed.words) == (Bar.WITHDRAWN, True)


def test_a_threshold_is_raised_for_one_instrument() -> None:
    own, small = law(TITLE + THRESHOLD), {"offence": "minor_injury"}
    missing = own.decide(ask(SRB, ALB, instrument="pcc-see", **small)).missing
    assert [found.policy for found in missing] == ["ask.threshold"]
    assert load_law().decide(ask(SRB, ALB, instrument="pcc-see", **small)).open
    assert own.decide(ask(SRB, ALB, instrument="interpol", **small)).open


def test_a_threshold_is_raised_for_the_kinds_that_it_names_and_for_no_others() -> None:
    own = law(TITLE + THRESHOLD.replace("because", "kinds: [account, document], because"))
    small = {"instrument": "pcc-see", "offence": "minor_injury"}
    refused = {
        kind
        for kind in ("account", "document", "person", "vehicle")
        if not own.decide(ask(SRB, ALB, kind, **small)).open
    }
    assert refused == {"account", "document"}
    assert own.version != law(TITLE + THRESHOLD).version


@pytest.mark.parametrize(
    ("kinds", "refused"), [("", True), ("kinds: [person], ", True), ("kinds: [document], ", False)]
)
def test_a_message_is_held_to_a_threshold_of_persons(kinds: str, refused: bool) -> None:  # noqa: FBT001 - a row
    own = law(TITLE + THRESHOLD.replace("because", f"{kinds}because"))
    written = MessageFacts(sort="information_request", gives=False, replies=False, urgent=False, urgency_told=False)
    told = own.messages.decide(ask(SRB, ALB, instrument="pcc-see", offence="minor_injury"), written)
    assert ([found.policy for found in told.missing] == ["message.threshold"]) == refused


@pytest.mark.slow
def test_germanys_example_holds_for_questions_about_persons_and_leaves_a_stolen_passport_open() -> None:
    head = (EXAMPLES / "DE" / "deu" / HEAD).read_text("utf-8")
    own, crossing = law(head), {"offence": "illegal_border_crossing", "instrument": "interpol"}
    nobody = Subject(role=SubjectRole.NOBODY)
    assert own.decide(answer(TUR, DEU, "document", **crossing, subject=nobody)).open
    asked = own.decide(answer(ALB, DEU, "person", **crossing, authorisation=True))
    assert "answer.threshold" in {found.policy for found in asked.missing}


def test_a_state_may_ask_for_more_than_the_shared_law_does() -> None:
    own = load_law([Overlay(name="tst", thresholds=(Clause(about="prum2", kinds=frozenset({"person"})),))])
    channel = own.channel("prum2", "person")
    assert (load_law().book.threshold(channel, TODAY), own.book.threshold(channel, TODAY)) == (
        Threshold.AT_LEAST_ONE_YEAR,
        Threshold.MORE_THAN_ONE_YEAR,
    )


def test_two_thresholds_of_one_instrument_for_different_kinds_are_two() -> None:
    one, other = (Clause(about="pcc-see", kinds=frozenset({kind})) for kind in ("person", "vehicle"))
    own = load_law([Overlay(name="tst", thresholds=(one, other))])
    raised = [own.book.threshold(own.channel("pcc-see", kind), TODAY) for kind in ("person", "vehicle", "document")]
    assert raised == [Threshold.MORE_THAN_ONE_YEAR, Threshold.MORE_THAN_ONE_YEAR, None]


def test_a_stricter_condition_is_missing_in_its_own_words() -> None:
    own = law(answer=condition('when { context.purpose == "threat_prevention" }'))
    threat = answer(ALB, SRB, instrument="pcc-see", purpose=Purpose.THREAT_PREVENTION)
    assert own.decide(threat).words == ("a person who decides",)
    assert load_law().decide(threat).open
    assert own.decide(answer(ALB, SRB, instrument="pcc-see")).open


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("source: x\n", "title: missing"),
        (TITLE, "changes nothing"),
        (TITLE + "permits: [ask.prum.person]\n", "permits: unknown field"),
        (TITLE + "less_than_one_year: []\n", "less_than_one_year: unknown field"),
        (TITLE + "withdrawn:\n  - {permit: x}\n", "because: missing"),
        (TITLE + WITHDRAWN.replace("2026-12-31", "2025-12-31"), "it ends before it begins"),
        (TITLE + WITHDRAWN.replace("2026-12-31", "someday"), "until: not a day"),
        (TITLE + WITHDRAWN + WITHDRAWN, "withdrawn stands twice"),
        (TITLE + THRESHOLD.replace("because", "kinds: [], because"), "kinds: empty: leave it out"),
        (TITLE + WITHDRAWN.replace("from", "kinds: [person], from"), "kinds: unknown field"),
        ("title: [", "overlay.yaml"),
    ],
)
def test_what_the_head_cannot_say_is_named_with_its_place(head: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem) as caught:
        law(head)
    assert caught.value.place.startswith("law/tst/overlay.yaml")
    assert "\n" not in str(caught.value)


def test_a_file_that_would_open_a_channel_has_no_place() -> None:
    with pytest.raises(DataError, match=r"law/tst/channels\.cedar: no part of an overlay"):
        parse_overlay("tst", {HEAD: TITLE, "channels.cedar": ""})
    with pytest.raises(DataError, match=r"law/tst/overlay\.yaml: missing"):
        parse_overlay("tst", {"ask.cedar": ""})


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('when { context.purpose == "a" && context.purpose == "b" }', "purpose is never a, b"),
        (
            'when { context.purpose == "border_check" && context.necessity } unless { context.necessity }',
            "never matches",
        ),
        ("when { context.approvals < 3 }", "approvals"),
        ('when { context.instrument == "pcc-sea" }', "instrument is never pcc-sea"),
        ('when { ["suspect", "thief"].contains(context.record_role) }', "record_role is never thief"),
        ('when { context.asker_country == "SR" }', "asker_country is never SR"),
        ('when { context.handling.contains("H9") }', "handling is never H9"),
        ("when { context.record_minor && !context.record_minor }", "never matches"),
        ('when { principal == State::"AL" && principal == State::"RS" }', "never matches"),
        ("when { context.contestd }", "contestd"),
    ],
)
def test_a_condition_that_never_matches_or_is_misspelt_is_refused(body: str, problem: str) -> None:
    with pytest.raises(PolicyError, match=problem):
        law(answer=condition(body))


@pytest.mark.parametrize(
    "body",
    [
        "",
        'when { principal == State::"AL" }',
        'when { context.handling.containsAny(["H1", "H3"]) && context.offence == "drug_trafficking" }',
        'when { context.record_role != "suspect" && context.asker_country == "ALB" } unless { context.authorisation }',
        'when { context.transfer == "derogation" || context.offence_state == "none" }',
    ],
)
def test_a_condition_that_can_match_is_taken(body: str) -> None:
    assert law(answer=condition(body)).book.forbids[Action.ANSWER][-1].owner == "tst"


def test_a_condition_on_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(PolicyError, match="no kind persn"):
        law(answer=condition("").replace('"person"', '"persn"'))


def test_numbers_are_tried_below_and_above_what_they_are_compared_with() -> None:
    text = condition("when { context.approvals > 7 }").replace('"answer"', '"release"')
    own = law(release=text)
    assert own.decide(release(HUN, SRB, approvals=8)).words == ("a person who decides",)
    with pytest.raises(PolicyError, match="never matches"):
        law(release=text.replace("context.approvals > 7", "context.approvals > 7 && context.approvals < 5"))


@pytest.mark.parametrize(
    ("clauses", "problem"),
    [
        ({"withdrawn": (Clause(about=PERMIT), Clause(about=PERMIT, since=TODAY))}, "changed twice for the same days"),
        ({"thresholds": (Clause(about="pcc-sea"),)}, "no such instrument"),
        ({"thresholds": (Clause(about="2023-977"),)}, "by the shared law already"),
        ({"thresholds": (Clause(about="2023-977", kinds=frozenset({"dna"})),)}, "by the shared law already"),
        ({"thresholds": (Clause(about="pcc-see", kinds=frozenset({"horse"})),)}, "for horse, which it does not cover"),
        (
            {"thresholds": (Clause(about="pcc-see"), Clause(about="pcc-see", kinds=frozenset({"person"})))},
            "changed twice for the same days",
        ),
    ],
)
def test_clauses_that_contradict_each_other_or_the_shared_law_are_refused(
    clauses: dict[str, Any], problem: str
) -> None:
    with pytest.raises(LawError, match=problem):
        load_law([Overlay(name="tst", **clauses)])


def test_spells_that_follow_each_other_are_two() -> None:
    first = Clause(about=PERMIT, until=TODAY)
    second = Clause(about=PERMIT, since=TODAY + timedelta(days=2))
    own = load_law([Overlay(name="tst", withdrawn=(first, second))])
    days = (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    assert [own.decide(answer(ALB, SRB, instrument="pcc-see", on=day)).open for day in days] == [False, True, False]


@pytest.mark.parametrize("action", Action)
def test_every_shared_condition_can_match_by_the_same_trial(action: Action) -> None:
    book = load_law().book
    trial = Trial(name="shared", action=action, instruments=book.instruments, offences=book.offences)
    refuse_idle(trial, book.forbids[action])
