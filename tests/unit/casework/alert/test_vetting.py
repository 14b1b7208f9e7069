"""Looking an alert over: another person affirms each check, and all partners are told."""

from dataclasses import fields, replace

import pytest
from tests.unit.casework.alert.conftest import ALL, MAN, UNTIL, WHY, Search

from egnatia.casework.alert.vetting import Checks, publish, reject
from egnatia.casework.collect import Draft, amend
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.peril import Warned, warn
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, LineageId
from egnatia.model.peril import Danger


def test_every_partner_holds_the_record_until_the_last_day(search: Search) -> None:
    made = search.publish()
    for node in ("AL", "MK"):
        [stored] = search.net.offices[node].store.read(lambda tx: tx.records.received("person", 9))
        assert stored.record
        assert (stored.record.caveat.retain_until, stored.record.lineage) == (UNTIL, made.alert.id)
        [notice] = search.net.offices[node].store.read(lambda tx: tx.records.received("notice", 9))
        assert notice.record
        assert notice.record.first("warrant") == "Kpp 114/26"
        assert notice.record.first("subject") == made.alert.id


def test_a_partner_reads_why_it_was_told_and_nothing_of_the_others(search: Search) -> None:
    made = search.publish()
    [said] = search.al.store.read(lambda tx: tx.statements.about(made.alert.id))
    assert said.reason == WHY
    assert "MK" not in str(said)
    assert search.case.id not in str(said)


@pytest.mark.parametrize("name", [one.name for one in fields(Checks)])
def test_each_check_is_affirmed_by_a_person(search: Search, name: str) -> None:
    alert = search.propose()
    with pytest.raises(NotLawfulError, match=r"a look at|a comparison"):
        publish(search.rs, search.chief, alert, replace(ALL, **{name: False}), "Looked over.")
    assert search.rs.store.read(lambda tx: tx.outbox.open()) == ()


def test_whoever_proposed_it_does_not_publish_it(search: Search) -> None:
    both = search.net.person("RS", "both", Role.OFFICER, Role.SUPERVISOR)
    case = search.net.case("RS", both, offence="murder_grievous_injury", reference="KT-8")
    search.officer = both
    alert = search.propose(case=case.id)
    with pytest.raises(NotAllowedError, match="four eyes"):
        publish(search.rs, both, alert, ALL, "So.")


def test_an_officer_publishes_nothing(search: Search) -> None:
    alert = search.propose()
    with pytest.raises(NotAllowedError):
        publish(search.rs, search.net.person("RS", "second", Role.OFFICER), alert, ALL, "So.")
    with pytest.raises(ParseError):
        publish(search.rs, search.chief, alert, ALL, "")
    with pytest.raises(NotFoundError):
        publish(search.rs, search.chief, LineageId("0" * 32), ALL, "So.")


def test_what_was_turned_down_is_told_to_nobody_and_stays_so(search: Search) -> None:
    alert = search.propose()
    reject(search.rs, search.chief, alert, "He is sought for what he wrote.")
    with pytest.raises(ConflictError, match="rejected"):
        publish(search.rs, search.chief, alert, ALL, "So.")
    assert deliver_due(search.rs) == 0


def test_the_law_is_asked_again_when_it_is_published(search: Search) -> None:
    alert = search.propose()
    peril = Warned(matter=search.record.id, country=CountryCode("ALB"), danger=Danger.TORTURE, reason="A report.")
    warn(search.rs, search.officer, peril)
    with pytest.raises(NotLawfulError, match=r"AL: .*torture"):
        publish(search.rs, search.chief, alert, ALL, "So.")


def test_a_record_that_was_changed_since_is_proposed_anew(search: Search) -> None:
    alert = search.propose()
    draft = Draft(kind="person", properties={**MAN, "height": ("178 cm",)}, caveat=search.record.caveat)
    amend(search.rs, search.officer, search.record.lineage, draft)
    with pytest.raises(ConflictError, match="newest version"):
        publish(search.rs, search.chief, alert, ALL, "So.")


def test_a_partner_publishes_nothing_of_ours(search: Search) -> None:
    made = search.publish()
    chief = search.net.person("AL", "chief", Role.SUPERVISOR)
    with pytest.raises(ConflictError, match="an alert of RS"):
        publish(search.al, chief, made.alert.id, ALL, "So.")


def test_the_log_says_to_whom_it_went_under_which_instrument(search: Search) -> None:
    made = search.publish()
    told = [one.entry for one in search.rs.store.read(lambda tx: tx.ledger.trail(made.alert.id, 99))]
    given = [one for one in told if one.act is Act.DISCLOSURE]
    assert {one.to for one in given} == {"AL", "MK"}
    assert {one.detail["instrument"] for one in given} == {"pcc-see"}


def test_a_correction_reaches_what_was_published(search: Search) -> None:
    search.publish()
    draft = Draft(kind="person", properties={**MAN, "height": ("178 cm",)}, caveat=search.record.caveat)
    amend(search.rs, search.officer, search.record.lineage, draft)
    deliver_due(search.rs)
    assert [one.title for one in search.seen()] == ["Vukašin Obradović"]
    newest = search.al.store.read(lambda tx: tx.records.received("person", 9))
    assert [one.record.first("height") for one in newest if one.record] == ["178 cm"]
