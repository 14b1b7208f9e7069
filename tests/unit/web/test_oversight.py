"""Oversight at the desk: the whole trail of a case file, found, told in words, proven and taken along."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from tests.twins.network import Network, caveat
from tests.unit.web.test_desk import ABOUT, Desk, form_for, net, opened

from egnatia.casework.collect import Draft, collect
from egnatia.casework.counting import REPEATS
from egnatia.casework.deliver import deliver_due
from egnatia.casework.page import USUAL
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Role
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.trail import Note, entry
from egnatia.exchange.prooffile import Kind, read_proof
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId
from egnatia.model.statement import StatementAct

__all__ = ["net"]
REASON = "He is said to live in AL."
WHY = "Needed there."


@pytest.fixture
def worked(net: Network) -> str:
    """One question, answered, confirmed, released and read; returns the id of the case file."""
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    expert = Desk(net, "AL", Role.FORENSIC)
    received = expert.see(re.findall(r'href="(/inbox/\w+)"', expert.see("/inbox"))[0])
    hit = re.findall(r'href="(/hits/[\w-]+)"', received)[0]
    expert.send(expert.see(hit), f"{hit}/verdict", {"verdict": "confirm", "reason": "Same day, same name."})
    chief = Desk(net, "AL", Role.SUPERVISOR)
    chief.send(chief.see(hit), f"{hit}/release", {"reason": WHY})
    deliver_due(net.offices["AL"])
    answer = officer.see(re.findall(r'href="(/questions/\w+)"', officer.see("/questions"))[0])
    officer.see(re.findall(r'href="(/records/\w+\?case=\w+)"', answer)[0].replace("&amp;", "&"))
    for office in net.offices.values():
        office.store.write(lambda tx, office=office: tx.ledger.sequence(office.keys.ledger, office.clock.now()))  # type: ignore[misc]
    return case


def deeds(page: str) -> list[str]:
    """Return what was done, as the page tells it, oldest first."""
    found = re.findall(r'<th scope="row">([^<]*)</th>', page)
    return found[::-1]


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_oversight_sees_the_whole_trail_of_a_case_file_by_its_number(net: Network) -> None:
    told = deeds(Desk(net, "RS", Role.OVERSIGHT).see("/trail?case=KT-1"))
    told = [words for words in told if words not in ("signed in", "made a link to sign in")]
    assert told == [
        "opened a case file",
        "asked a partner → AL",
        "answered: hit",
        "confirmed a hit",
        "gave a record that was asked for",
        "read data",
    ]


@pytest.mark.slow
def test_the_answering_side_sees_its_part_of_the_same_trail(net: Network, worked: str) -> None:
    told = deeds(Desk(net, "AL", Role.OVERSIGHT).see(f"/trail?case={worked}"))
    assert told[0] == "was told of a hit"
    assert "released a record → RS" in told
    assert "confirmed a hit" in told


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_the_first_look_shows_the_newest_with_who_and_why_and_nothing_about_people(net: Network) -> None:
    page = Desk(net, "RS", Role.OVERSIGHT).see("/start")
    assert "officer.one" in page
    assert REASON in page
    assert "KT-1" in page
    assert "Skënder" not in page
    assert ABOUT["first_name"] not in page


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_reasons_of_statements_stand_beside_the_act(net: Network) -> None:
    page = Desk(net, "AL", Role.OVERSIGHT).see("/trail?act=disclosure")
    assert WHY in page
    assert "Same day" not in page


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_a_person_an_act_and_a_day_narrow_the_trail(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    officer = net.offices["RS"].store.read(lambda tx: tx.accounts.named("officer.one"))
    assert officer
    today = net.clock.now().date()
    asked = f"/trail?by={officer.id}&act=question"
    assert deeds(dpo.see(asked)) == ["asked a partner → AL"]
    assert deeds(dpo.see(f"{asked}&begins={today}&ends={today}")) == ["asked a partner → AL"]
    assert deeds(dpo.see(f"{asked}&ends=2020-01-01")) == []


@pytest.mark.parametrize(
    ("query", "label"),
    [("begins=yesterday", "From"), ("act=stealing", "What"), ("case=no-such-file", "Number of the case file")],
)
def test_a_filter_that_means_nothing_is_pointed_out_in_the_form(net: Network, query: str, label: str) -> None:
    page = Desk(net, "RS", Role.OVERSIGHT).see(f"/trail?{query}", 422)
    assert f'href="#{query.split("=", maxsplit=1)[0]}">{label}:' in page


@pytest.mark.slow
def test_a_long_trail_is_read_page_by_page_with_its_filter(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    for _ in range(30):
        Desk(net, "RS", Role.OFFICER)
    first = dpo.see("/trail?act=account")
    older = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    assert "act=account" in older
    assert len(deeds(first)) == 50
    assert 12 <= len(deeds(dpo.see(older))) <= 15


@pytest.mark.slow
def test_a_file_of_the_trail_is_complete_harmless_and_logged(net: Network, worked: str) -> None:
    dpo = Desk(net, "AL", Role.OVERSIGHT)
    page = dpo.see(f"/trail?case={worked}")
    rows = list(csv.DictReader(StringIO(dpo.send(page, "/trail/file", {"case": worked, "form": "csv"}))))
    assert rows[-1]["done"] == "was told of a hit"
    assert [row["reason"] for row in rows if row["done"] == "released a record"] == [WHY]
    plain = json.loads(dpo.send(page, "/trail/file", {"case": worked, "form": "json"}))
    assert plain["complete"]
    assert len(plain["entries"]) == len(rows)
    assert "exported a part of the log" in dpo.see("/trail?act=administration")


@pytest.mark.slow
def test_an_entry_is_shown_with_a_proof_that_the_node_checked_and_anybody_can(net: Network, worked: str) -> None:
    dpo = Desk(net, "AL", Role.OVERSIGHT)
    place = re.findall(r'href="(/trail/entries/\d+)"', dpo.see(f"/trail?case={worked}"))[0]
    page = dpo.see(place)
    assert "✓ This node checked it" in page
    assert 'id="proof-entry"' in page
    proof = read_proof(dpo.browser.get(f"{place}/proof").content)
    assert proof.kind is Kind.ENTRY
    assert json.loads(proof.subject)["case_file"] == worked


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_there_is_no_entry_beyond_the_log(net: Network) -> None:
    dpo = Desk(net, "AL", Role.OVERSIGHT)
    assert "no entry" in dpo.see("/trail/entries/99999", 404)
    assert "no entry" in dpo.see("/trail/entries/x", 404)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/trail/log", "Witnesses"),
        ("/trail/retention", "Nothing falls due"),
        ("/trail/danger", "never happened"),
        ("/trail/pattern", "Nobody exported"),
        ("/trail/statistics", "not for publication"),
    ],
)
def test_oversight_has_its_other_screens_and_nobody_else_has(net: Network, path: str, words: str) -> None:
    assert words in Desk(net, "RS", Role.OVERSIGHT).see(path)
    assert words not in Desk(net, "RS", Role.OFFICER).see(path, 403)


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_a_partner_that_did_not_sign_the_log_for_an_hour_is_named_as_missing(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    fresh = dpo.see("/trail/log")
    assert "nothing yet, since" in fresh
    assert "<dt>Missing</dt>" not in fresh
    net.clock.advance(timedelta(hours=1))
    later = Desk(net, "RS", Role.OVERSIGHT).see("/trail/log")
    [named] = re.findall(r'<dt>Missing</dt><dd><span class="bad">! ([^<]+)<', later)
    assert set(named.split(", ")) == set(net.offices) - {"RS"}


@pytest.mark.slow
@pytest.mark.usefixtures("worked")
def test_statistics_are_shown_as_they_may_be_published_or_exactly(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    line = r"questions asked</th><td>–</td><td>[^<]*</td><td>AL</td><td class=\"number\">([^<]*)<"
    assert re.findall(line, dpo.see("/trail/statistics?first=2026-11")) == ["&lt; 5"]
    assert re.findall(line, dpo.see("/trail/statistics?first=2026-11&exact=1")) == ["1"]
    assert "not a month" in dpo.see("/trail/statistics?first=yesterday", 422)


def test_what_falls_due_is_shown_without_what_it_says(net: Network) -> None:
    page = Desk(net, "AL", Role.OVERSIGHT).see("/trail/retention?days=3660")
    assert "Person" in page
    assert "Vuksani" not in page
    assert 'rel="next"' not in page


@pytest.mark.slow
def test_many_dangers_to_life_are_read_page_by_page_and_what_waits_stands_by_itself(net: Network) -> None:
    office, officer, dpo = net.offices["RS"], net.person("RS", "hasty", Role.OFFICER), Desk(net, "RS", Role.OVERSIGHT)
    said = Said(act=StatementAct.BREAK_GLASS, about=frozenset({"7" * 32}), reason="The lorry.")
    for _ in range(USUAL + 2):
        office.store.write(lambda tx: tx.statements.add(make_statement(office, officer, said)))
    first = dpo.see("/trail/danger")
    older = re.findall(r'rel="next" href="(/trail/danger\?waiting=\d+)"', first)[0]
    last = dpo.see(older)
    forms = [re.findall(r'action="(/trail/danger/\w+/review)"', page) for page in (first, last)]
    assert (len(forms[0]), len(set(forms[0]) | set(forms[1]))) == (USUAL, USUAL + 2)
    dpo.send(last, forms[1][-1], {"finding": "upheld", "reason": "In time."})
    assert forms[1][-1] not in dpo.see(older)
    assert "In time." in dpo.see("/trail/danger")


def test_a_long_list_of_what_falls_due_is_read_page_by_page(net: Network) -> None:
    keeper = net.person("AL", "collector", Role.OFFICER)
    drafts = [Draft(kind="person", properties={"alias": (f"Nr {n}",)}, caveat=caveat()) for n in range(60)]
    collect(net.offices["AL"], keeper, drafts)
    dpo = Desk(net, "AL", Role.OVERSIGHT)
    first = dpo.see("/trail/retention?days=3660")
    older = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    assert [page.count('<th scope="row">') for page in (first, dpo.see(older))] == [50, 11]


@pytest.mark.slow
def test_a_list_that_is_cut_says_so_and_leads_to_all_of_it(net: Network) -> None:
    office, dpo = net.offices["RS"], Desk(net, "RS", Role.OVERSIGHT)
    counted = Note(
        act=Act.QUESTION, by=AccountId("b2" * 16), about=(REPEATS,), detail={"wordings": "3", "stopped": "0"}
    )

    def altered(tx: Transaction, times: int) -> None:
        tx.ledger.append([entry(office, counted) for _ in range(times)])

    office.store.write(lambda tx: altered(tx, 50))
    assert "Only the newest" not in dpo.see("/trail/pattern")
    office.store.write(lambda tx: altered(tx, 1))
    page = dpo.see("/trail/pattern")
    assert page.count("Only the newest 50 are shown here.") == 1
    assert f'href="/trail?subject={REPEATS}"' in page
    assert 'rel="next"' in dpo.see(f"/trail?subject={REPEATS}")
