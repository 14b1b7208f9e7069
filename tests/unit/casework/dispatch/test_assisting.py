"""Legal assistance by messages: the checklist of the instrument, and the order that only members of the Union give."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network
from tests.unit.casework.dispatch.conftest import Post
from tests.unit.law.test_assistance import WHOLE

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.assisting import advise
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import Outlook, look_over, send
from egnatia.casework.dispatches import Composition
from egnatia.casework.errors import NotFoundError, NotLawfulError
from egnatia.casework.rows import Account, Role
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import SubjectRole
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId, NodeId


def typed(net: Network, node: str, partner: str, **fields: object) -> tuple[Account, Composition]:
    """Return who asks for assistance, with a prosecutor's authorisation, and what was typed."""
    office, officer = net.offices[node], net.person(node, "officer", Role.OFFICER)
    case = net.case(node, officer)
    today = net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK,
        matter=case.id,
        authority="Public Prosecutor",
        begins=today,
        ends=today + timedelta(days=60),
        reason="to have the accounts",
    )
    allowed = authorise(office, net.person(node, "prosecutor", Role.PROSECUTOR), granting).id
    composition = Composition(
        sort=Sort.ASSISTANCE,
        partner=partner,
        area="drugs",
        case=case.id,
        title="Accounts of the forwarder",
        text="Please send the documents.",
        reason="the money went there",
        role=SubjectRole.NOBODY,
        authorisation=allowed,
        source="A",
        information="1",
        facts=WHOLE,
    )
    return officer, replace(composition, **fields)  # type: ignore[arg-type]


def looked(net: Network, node: str, partner: str, **fields: object) -> Outlook:
    """Look over a draft."""
    officer, composition = typed(net, node, partner, **fields)
    return look_over(net.offices[node], officer, save_draft(net.offices[node], officer, composition).id)


def sent(net: Network, node: str, partner: str) -> MessageId:
    """Send an order in which nothing is missing, and let it arrive."""
    officer, composition = typed(net, node, partner)
    made = send(net.offices[node], officer, save_draft(net.offices[node], officer, composition).id)
    deliver_due(net.offices[node])
    return made.message


def test_an_order_among_members_has_its_clock_and_lacks_nothing() -> None:
    found = looked(network("DE", "AT"), "DE", "AT")
    assert ([one.instrument for one in found.carriers], found.missing) == (["eio"], ())
    assert found.due_at


def test_a_field_that_the_instrument_wants_blocks_it_and_is_named_once() -> None:
    net = network("DE", "AT")
    facts = {name: value for name, value in WHOLE.items() if name not in ("necessity", "facts")}
    assert looked(net, "DE", "AT", facts=facts).missing == (
        "Facts of the case (Art. 5(1)(d))",
        "Why it is necessary and proportionate (Art. 6(1)(a))",
    )


def test_an_order_with_a_state_outside_is_refused_with_the_channel_that_exists() -> None:
    found = looked(network("DE", "RS"), "DE", "RS", instrument="eio")
    assert found.carriers == ()
    [words] = found.missing
    assert words.startswith("a channel: European Investigation Order carries no such message")
    assert "European mutual assistance convention" in words


def test_under_the_convention_the_sections_of_an_order_are_not_wanted() -> None:
    facts = dict.fromkeys(("requesting_authority", "assistance", "facts", "legal_qualification"), ("said",))
    found = looked(network("RS", "AL"), "RS", "AL", facts=facts)
    assert (found.carriers[0].instrument, found.missing) == ("ets30", ())


def test_a_refusal_names_a_ground_of_the_instrument() -> None:
    net = network("DE", "AT")
    message = sent(net, "DE", "AT")
    austrian, office = net.person("AT", "clerk", Role.OFFICER), net.offices["AT"]
    reply = Composition(
        sort=Sort.REPLY,
        replies_to=message,
        title="No",
        text="No.",
        role=SubjectRole.NOBODY,
        source="A",
        information="1",
    )
    for ground, missing in (("fiscal_offence", 1), ("fundamental_rights", 0)):
        facts = {"outcome": ("refused",), "assistance_ground": (ground,)}
        draft = save_draft(office, austrian, replace(reply, facts=facts)).id
        assert len(look_over(office, austrian, draft).missing) == missing


def test_a_reply_to_another_request_needs_no_such_ground(post: Post) -> None:
    refused = {"outcome": ("refused",), "ground": ("protected_interest",)}
    assert post.reply(post.write(), refused).sent


def test_an_order_that_lacks_its_validation_is_not_sent() -> None:
    net = network("DE", "AT")
    officer, composition = typed(net, "DE", "AT", facts=WHOLE | {"authority_sort": ("other_authority",)})
    draft = save_draft(net.offices["DE"], officer, composition).id
    with pytest.raises(NotLawfulError) as refused:
        send(net.offices["DE"], officer, draft)
    assert "validated" in refused.value.missing[0]


def test_advice_says_what_is_open_what_is_missing_and_what_is_there_instead() -> None:
    office = network("DE", "AT", "RS").offices["DE"]
    [order, *closed] = advise(office, NodeId("AT"), "drug_trafficking", {"facts": ("said",)})
    assert (order.instrument, order.open, len(order.lacking)) == ("eio", True, len(WHOLE) - 1)
    assert not any(one.open for one in closed)
    found = {one.instrument: one for one in advise(office, NodeId("RS"), "drug_trafficking", {})}
    assert [name for name, one in found.items() if one.open] == ["ets30", "untoc", "un1988"]
    assert found["eio"].instead == (found["ets30"].name, found["untoc"].name, found["un1988"].name)


def test_who_or_what_is_not_known_is_not_found() -> None:
    office = network("DE", "AT").offices["DE"]
    for partner, offence in (("XX", "drug_trafficking"), ("AT", "dancing")):
        with pytest.raises(NotFoundError):
            advise(office, NodeId(partner), offence, {})


def test_advice_names_what_the_two_agreed_beside_a_convention_and_only_they() -> None:
    office = network("HR", "RS", "AL").offices["HR"]
    for partner, names in (("RS", {"ets30": ["hrv-srb"], "untoc": [], "eio": []}), ("AL", {"ets30": []})):
        found = {one.instrument: one for one in advise(office, NodeId(partner), "drug_trafficking", {})}
        assert {name: [treaty.code for treaty in found[name].treaties] for name in names} == names
