"""A pursuit and a surveillance over a border, from the notice to the report."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network
from tests.unit.law.test_crossings import SURVEILLANCE, WHOLE

from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.crossing import Heading, advise_crossing
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import Outlook, look_over, send
from egnatia.casework.dispatches import Composition
from egnatia.casework.errors import NotFoundError, NotLawfulError
from egnatia.casework.rows import Account, Role
from egnatia.model.caveat import SubjectRole
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId, NodeId

URGENT = dict.fromkeys(SURVEILLANCE.needed, ("said",)) | {
    "way": ("cannot_wait",),
    "why_not_before": ("He turned off to the border.",),
    "service_weapons": ("not_carried",),
}
SAID = {**WHOLE, "service_weapons": ("carried",)}


@pytest.fixture
def net() -> Network:
    """Germany pursues somebody into Austria."""
    return network("DE", "AT", "RS", "GR")


def notice(net: Network, partner: str = "AT", **fields: object) -> tuple[Account, MessageId]:
    """Have an officer type a notice, and return whose draft it is."""
    officer = net.person("DE", f"officer.{net.offices['DE'].randomness.hex128()[:6]}", Role.OFFICER)
    composition = Composition(
        sort=Sort.PURSUIT,
        partner=partner,
        area="drugs",
        case=net.case("DE", officer, reference=officer.name).id,
        title="Grey van over the bridge",
        text="We follow a grey van from the service area; it threw out packets.",
        reason="It drives into Austria.",
        role=SubjectRole.SUSPECT,
        source="A",
        information="1",
        facts=SAID,
    )
    return officer, save_draft(net.offices["DE"], officer, replace(composition, **fields)).id  # type: ignore[arg-type]


def looked(net: Network, partner: str = "AT", **fields: object) -> Outlook:
    """Look over a notice before it goes."""
    officer, draft = notice(net, partner, **fields)
    return look_over(net.offices["DE"], officer, draft)


def test_a_whole_notice_lacks_nothing_and_says_what_the_officers_may_do_and_what_ends_it(net: Network) -> None:
    found = looked(net)
    assert (found.carriers[0].instrument, found.missing, found.due_at) == ("cisa", (), None)
    assert any("No home" in words for words in found.terms)
    assert "It ends: The other side wants it to end (Art. 41(1))" in found.terms


def test_what_is_missing_is_said_before_and_nothing_is_sent(net: Network) -> None:
    facts = {name: value for name, value in SAID.items() if name != "why_not_before"}
    officer, draft = notice(net, facts={**facts, "border": ("sea",)})
    with pytest.raises(NotLawfulError) as refused:
        send(net.offices["DE"], officer, draft)
    assert [words.rpartition(" (")[0] for words in refused.value.missing] == [
        "Why the other side could not be told or be there in time",
        "Which border: not sea",
    ]


def test_between_two_whom_nothing_binds_nobody_crosses(net: Network) -> None:
    assert looked(net, "RS").carriers == ()


def test_what_cannot_wait_says_why_and_ends_after_five_hours_without_consent(net: Network) -> None:
    silent = looked(net, sort=Sort.SURVEILLANCE, facts=URGENT)
    assert "why it cannot wait" in silent.missing
    found = looked(net, sort=Sort.SURVEILLANCE, facts=URGENT, urgency="He is at the border.")
    assert (found.missing, found.due_at) == ((), net.clock.now() + timedelta(hours=5))


def test_the_answer_says_whether_they_may_stay_and_the_end_is_reported(net: Network) -> None:
    officer, draft = notice(net)
    message = send(net.offices["DE"], officer, draft).message
    deliver_due(net.offices["DE"])
    clerk, office = net.person("AT", "clerk", Role.OFFICER), net.offices["AT"]
    bare = Composition(replies_to=message, title="Re", text="x", role=SubjectRole.SUSPECT, source="A", information="1")
    reply = replace(bare, sort=Sort.REPLY, facts={"outcome": ("given",)})
    lacking = look_over(office, clerk, save_draft(office, clerk, reply).id).missing
    assert lacking == ("May the officers stay",)
    whole = replace(reply, facts={"outcome": ("given",), "crossing_answer": ("to_end_at_once",)})
    assert send(office, clerk, save_draft(office, clerk, whole).id).sent
    ended = {"ended": ("At the toll",), "report": ("Nothing used",), "reported_to": ("Police Kufstein",)}
    report = replace(bare, sort=Sort.CROSSING_REPORT, facts={"crossing_end": ("called_off",), **ended})
    german = net.offices["DE"]
    assert send(german, officer, save_draft(german, officer, report).id).sent


def test_advice_names_open_instruments_first_and_what_is_missing(net: Network) -> None:
    heading = Heading(partner=NodeId("AT"), sort=Sort.PURSUIT, offence="drug_trafficking", said=SAID)
    found = advise_crossing(net.offices["DE"], heading)
    assert [(one.instrument, one.open) for one in found] == [("cisa", True), ("naples-2", True), ("pcc-see", False)]
    assert found[0].lacking == ()
    assert found[0].limits
    for wrong in (replace(heading, offence="dancing"), replace(heading, sort=Sort.REPLY)):
        with pytest.raises(NotFoundError):
            advise_crossing(net.offices["DE"], wrong)
