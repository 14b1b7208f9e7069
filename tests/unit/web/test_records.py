"""A record at the desk: where each value came from, what a partner would see, edits that lose nothing, judgements."""

import re
from datetime import timedelta

import pytest
from tests.twins.network import Network, caveat
from tests.unit.web.test_desk import Desk, form_for, net, opened

from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Handling
from egnatia.model.record import Record

__all__ = ["net"]
ABOUT = {"first_name": ("Marko", "Марко"), "family_name": ("Ilić",), "birth_date": ("1979-02-03",)}


@pytest.fixture
def case(net: Network) -> str:
    return opened(net)


def recorded(net: Network, **more: tuple[str, ...]) -> Record:
    """Put a person on record in Belgrade."""
    keeper = net.offices["RS"].store.read(lambda tx: tx.accounts.named("officer.one"))
    assert keeper
    [made] = collect(net.offices["RS"], keeper, [Draft(kind="person", properties={**ABOUT, **more}, caveat=caveat())])
    net.clock.advance(timedelta(minutes=1))
    return made


@pytest.fixture
def own(net: Network, case: str) -> Record:
    assert case
    return recorded(net)


def typed(page: str) -> dict[str, str | list[str]]:
    """Return the form of a page as the browser would send it, were nothing changed."""
    fields = dict(re.findall(r'<input id="(p\.\w+)" name="[^"]*" value="([^"]*)"', page))
    areas = dict(re.findall(r'<textarea id="(p\.\w+)"[^>]*>([^<]*)</textarea>', page))
    hidden = re.findall(r'name="seen" value="(\w+)"', page)
    return {**fields, **areas, "seen": hidden}


@pytest.mark.slow
def test_a_record_is_not_read_without_a_case_file(net: Network, own: Record) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    assert "no case file" in officer.see(f"/records/{own.id}", 404)
    assert "Ilić" not in officer.see(f"/records/{own.id}?case={'0' * 32}", 404)


@pytest.mark.slow
def test_every_value_says_since_when_it_stands_and_how_it_may_be_used(net: Network, own: Record, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/records/{own.id}?case={case}")
    changed = {**typed(page), "case": case, "p.alias": "Maki"}
    officer.send(page, f"/records/{own.id}/versions", changed)
    heads = net.offices["RS"].store.read(lambda tx: tx.records.versions(own.lineage))
    page = officer.see(f"/records/{heads[-1].id}?case={case}")
    since = dict(re.findall(r"<td>(Maki|Ilić)(?:<span[^>]*>[^<]*</span>)?</td><td>([^<]*)</td>", page))
    assert since["Ilić"] == "21\u00a0November\u00a02026, 12:00\u00a0UTC"
    assert since["Maki"] == "21\u00a0November\u00a02026, 12:01\u00a0UTC"
    assert "You opened an older version" in officer.see(f"/records/{own.id}?case={case}")
    for words in ("How it may be used", "suspect", "Kept until", "Recorded here"):
        assert words in page


@pytest.mark.slow
def test_what_was_typed_is_still_there_when_it_cannot_be_put_on_record(net: Network, own: Record, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/records/{own.id}?case={case}")
    wrong = {**typed(page), "case": case, "p.birth_date": "in spring", "p.alias": "Maki"}
    back = officer.send(page, f"/records/{own.id}/versions", wrong, 422)
    assert 'href="#p.birth_date">Date of birth:' in back
    assert ">in spring<" in back
    assert "Maki" in back
    assert "1979-02-03" in back


@pytest.mark.slow
def test_whoever_is_second_is_told_sees_both_and_may_go_on(net: Network, own: Record, case: str) -> None:
    first, second = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.OFFICER)
    pages = first.see(f"/records/{own.id}?case={case}"), second.see(f"/records/{own.id}?case={case}")
    first.send(pages[0], f"/records/{own.id}/versions", {**typed(pages[0]), "case": case, "p.alias": "Maki"})
    late = {**typed(pages[1]), "case": case, "p.alias": "Mare"}
    told = second.send(pages[1], f"/records/{own.id}/versions", late, 409)
    assert "somebody else changed this meanwhile" in told
    assert "Mare" in told
    assert "Stands now: Maki" in told
    again = {**late, "seen": typed(told)["seen"]}
    assert "Mare" in second.send(told, f"/records/{own.id}/versions", again)
    assert len(net.offices["RS"].store.read(lambda tx: tx.records.versions(own.lineage))) == 3


@pytest.mark.slow
def test_nothing_changed_makes_no_version(net: Network, own: Record, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/records/{own.id}?case={case}")
    same = {**typed(page), "case": case}
    assert "nothing was changed" in officer.send(page, f"/records/{own.id}/versions", same, 422)


@pytest.mark.slow
def test_a_partner_would_see_what_the_release_would_give(net: Network, own: Record, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/records/{own.id}/views?case={case}&partner=AL")
    assert "What AL would learn" in page
    assert "It would be told of a hit" in page
    assert "✓ given" in page


@pytest.mark.slow
def test_two_records_are_judged_and_the_judgement_is_taken_back(net: Network, own: Record, case: str) -> None:
    officer, other = Desk(net, "RS", Role.OFFICER), recorded(net)
    officer.see(f"/records/{other.id}?case={case}")
    page = officer.see(f"/records/{own.id}?case={case}")
    assert f'<option value="{other.id}">' in page
    said = {"case": case, "other": other.id, "reason": "One face.", "judgement": "same"}
    judged = officer.send(page, f"/records/{own.id}/judgements", said)
    assert "= the same as" in judged
    assert "One face." in officer.see(f"/records/{other.id}?case={case}")
    undo = re.findall(r'action="(/records/\w+/judgements/\w+/undoing)"', judged)[0]
    assert "taken back" in officer.send(judged, undo, {"case": case, "reason": "A twin."})


@pytest.mark.slow
def test_a_released_record_says_who_gave_it_under_what_and_is_not_edited_here(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    al = net.offices["AL"]
    [hit] = al.store.read(
        lambda tx: [row for one in tx.records.current("person", 9) for row in tx.answers.about(one.id)]
    )
    confirm(al, net.person("AL", "expert.two", Role.FORENSIC), hit.reference, Verdict.CONFIRM, "It is he.")
    given = release(
        al, net.person("AL", "chief.two", Role.SUPERVISOR), Giving(reference=hit.reference, reason="Asked.")
    )
    deliver_due(al)
    assert given.record
    page = officer.see(f"/records/{given.record.id}?case={case}")
    assert re.search(r"<dt>Given by</dt><dd>AL, ", page)
    assert "<dt>Under</dt><dd>PCC SEE, Arts" in page
    assert "Change what it says" not in page
    assert re.search(
        r'<th scope="row">First name</th><td>.*Скендер.*</td><td>Skënder.*</td><td class="words">.*: ', page
    )


@pytest.mark.slow
def test_of_an_erased_record_only_the_id_is_left(net: Network, own: Record, case: str) -> None:
    office = net.offices["RS"]
    office.store.write(lambda tx: tx.records.erase(own.id, office.clock.now()))
    page = Desk(net, "RS", Role.OFFICER).see(f"/records/{own.id}?case={case}")
    assert "Erased" in page
    assert "Ilić" not in page


@pytest.mark.slow
def test_a_restricted_record_of_a_partner_shows_once_the_words_are_acknowledged(net: Network, case: str) -> None:
    marked = caveat(handling=frozenset({Handling.RESTRICTED}), restriction="Not for the press.")
    al, keeper = net.offices["AL"], net.person("AL", "keeper.two", Role.OFFICER)
    [made] = collect(al, keeper, [Draft(kind="person", properties=ABOUT, caveat=marked)])
    net.offices["RS"].store.write(lambda tx: tx.records.add([(made, frozenset())], received_from=al.me))
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/records/{made.id}?case={case}", 409)
    assert ("Not for the press." in page, "Ilić" in page) == (True, False)
    assert "Ilić" in officer.send(page, f"/records/{made.id}/acknowledgement", {"case": case})


@pytest.mark.slow
def test_a_partner_that_lets_nobody_in_is_said_to_hold_an_older_directory(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    net.line.shut.add("AL")
    told = officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    assert "it does not let us in: most likely its directory does not list us yet" in told
