"""The policies on who may do what: what keeps a node from starting, and that its own rules only narrow."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rights_reference
from egnatia.casework.charter import SHARED, Asking, Charter, narrowed, own_charter
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.rights import may, require
from egnatia.casework.rows import Account, Right, Role
from egnatia.law.errors import PolicyError
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId

OWN = """@id("no-night-checks") @missing("officers here do not ask for border checks")
forbid (principal in Role::"officer", action == Action::"ask partners", resource)
when { context has purpose && context.purpose == Purpose::"border_check" };"""
WHOLE = """@id("no-exports") @missing("nothing leaves here")
forbid (principal, action == Action::"export records", resource);"""

ACCOUNTS = st.builds(
    Account,
    id=st.just(AccountId("0" * 32)),
    name=st.just("somebody"),
    roles=st.frozensets(st.sampled_from(Role), min_size=1),
    purposes=st.frozensets(st.sampled_from(Purpose)),
    uid=st.none(),
    active=st.booleans(),
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('Role::"officer"', 'Role::"offiser"', "offiser"),
        ("ask partners", "ask partner", "unrecognized action"),
        ("context.purpose", "context.purposes", "attribute `purposes`"),
        ("border_check", "border_czech", "border_czech"),
        ('@id("no-night-checks")', "", "lacks @id"),
        ('@missing("officers here do not ask for border checks")', '@missing(" ")', "lacks @missing"),
        ("};", "}", "unexpected"),
        (OWN, "", "no rule at all"),
        ("no-night-checks", "purpose", "a shared rule has this name"),
        ('Role::"officer"', 'Role::"analyst"', "never refuses"),
        ("forbid", '@does("x") permit', "only refuse"),
    ],
)
def test_a_rule_that_cannot_be_meant_keeps_the_node_from_starting(old: str, new: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        own_charter("rights.cedar", OWN.replace(old, new))


def test_two_rules_of_one_name_keep_the_node_from_starting() -> None:
    with pytest.raises(PolicyError, match="stands twice"):
        own_charter("rights.cedar", f"{WHOLE}\n{WHOLE}")


def _officer() -> Account:
    return Account(
        id=AccountId("1" * 32), name="ana", roles=frozenset({Role.OFFICER}), purposes=frozenset(Purpose), uid=1
    )


@pytest.mark.slow
def test_a_nodes_own_rule_takes_a_right_for_one_purpose_and_says_why() -> None:
    ana = narrowed(_officer(), own_charter("rights.cedar", OWN))
    require(ana, Right.ASK)
    require(ana, Right.ASK, Purpose.MISSING_PERSON)
    with pytest.raises(NotAllowedError, match="may not ask partners at this node: officers here do not ask"):
        require(ana, Right.ASK, Purpose.BORDER_CHECK)


@pytest.mark.slow
def test_a_nodes_own_rule_takes_a_right_altogether() -> None:
    supervisor = replace(_officer(), roles=frozenset({Role.SUPERVISOR}))
    boss = narrowed(supervisor, own_charter("rights.cedar", WHOLE))
    assert may(supervisor, Right.EXPORT)
    assert not may(boss, Right.EXPORT)
    assert [bar.right for bar in boss.barred] == [Right.EXPORT]
    assert may(boss, Right.RELEASE)


@pytest.mark.slow
@given(account=ACCOUNTS, right=st.sampled_from(Right), purpose=st.none() | st.sampled_from(Purpose))
def test_own_rules_never_open_what_the_shared_rules_refuse(
    account: Account, right: Right, purpose: Purpose | None
) -> None:
    own = narrowed(account, _OWN)
    assert may(account, right, purpose) or not may(own, right, purpose)


_OWN = own_charter("rights.cedar", f"{OWN}\n{WHOLE}")


@given(account=ACCOUNTS, right=st.sampled_from(Right), purpose=st.sampled_from(Purpose))
def test_for_a_purpose_one_may_no_more_than_before_it_is_known(
    account: Account, right: Right, purpose: Purpose
) -> None:
    assert may(account, right) or not may(account, right, purpose)
    assert not may(account, right, purpose) or (account.active and purpose in account.purposes)


def test_an_error_while_deciding_refuses() -> None:
    overflowing = """@id("sum") @missing("x") forbid (principal, action, resource)
    when { 9223372036854775807 + 1 == 0 };
    @id("all") @does("everything") permit (principal, action, resource);"""
    ruled = Charter("test", overflowing).decide(Asking(roles=frozenset({Role.OFFICER}), right=Right.ASK))
    assert not ruled.allowed
    assert "overflow" in ruled.errors[0]


@pytest.mark.parametrize("right", Right)
def test_every_right_and_purpose_is_known_to_the_policies(right: Right) -> None:
    asked = [
        SHARED.decide(Asking(roles=frozenset({role}), right=right, purpose=purpose))
        for role in Role
        for purpose in Purpose
    ]
    assert any(ruled.allowed for ruled in asked)
    assert not any(ruled.errors for ruled in asked)


def test_the_reference_page_tells_what_the_policies_say() -> None:
    assert rights_reference.PAGE.read_text("utf-8") == rights_reference.page(), "run scripts/rights_reference.py"
