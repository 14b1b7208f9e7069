"""The desk: the whole way of a question, by three people at two nodes, through its screens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import pytest
from starlette.testclient import TestClient
from tests.twins.authenticator import DOOR
from tests.twins.network import Network, caveat, network

from egnatia.bootstrap import Node
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.links import invite
from egnatia.casework.office import Office
from egnatia.casework.passkeys import Door
from egnatia.casework.rows import Role
from egnatia.web.page import build_page

HOST = "http://localhost:80"


class Folder:
    """The directory as a node holds it."""

    def bundle(self) -> bytes:
        """Return it in one document."""
        return b"{}"


@dataclass(frozen=True)
class Standing:
    """A node that is there, without ports."""

    office: Office
    door: Door = DOOR
    identities: None = None
    directory: Folder = field(default_factory=Folder)


@dataclass
class Desk:
    """One person at one desk."""

    net: Network
    node: str
    role: Role
    name: str = ""
    browser: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.name or f"{self.role}.one"
        office = self.net.offices[self.node]
        known = office.store.read(lambda tx: tx.accounts.named(self.name))
        account = known or self.net.person(self.node, self.name, self.role)
        self.browser = TestClient(build_page(cast("Node", Standing(office)), "localhost"), base_url=HOST)
        entered = self.browser.post(f"/login/{invite(office, account)}")
        assert entered.status_code == 200, entered.text

    def see(self, path: str, status: int = 200) -> str:
        """Open a page."""
        answer = self.browser.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    def send(self, page: str, path: str, form: Mapping[str, str | list[str]], status: int = 200) -> str:
        """Send a form of a page that was opened."""
        key = re.search(r'name="form_key" value="(\w+)"', page)
        assert key is not None
        answer = self.browser.post(path, data={"form_key": key[1], **form})
        assert answer.status_code == status, answer.text
        return answer.text


@pytest.fixture
def net() -> Network:
    made = network("RS", "AL", "XK")
    keeper = made.person("AL", "keeper", Role.OFFICER)
    draft = Draft(
        kind="person",
        properties={"first_name": ("Skënder",), "family_name": ("Vuksani",), "birth_date": ("1985-04-12",)},
        caveat=caveat(),
    )
    collect(made.offices["AL"], keeper, [draft])
    return made


ABOUT = {"first_name": "Скендер", "family_name": "Вуксани", "birth_date": "1985-04-12"}


def opened(net: Network) -> str:
    """Have a supervisor open a case file at the desk; return its id."""
    Desk(net, "RS", Role.OFFICER)
    chief = Desk(net, "RS", Role.SUPERVISOR)
    page = chief.see("/cases")
    opening = {
        "reference": "KT-1",
        "title": "Boats",
        "purpose": "criminal_investigation",
        "offence": "drug_trafficking",
    }
    listed = chief.send(page, "/cases", {**opening, "members": "officer.one"})
    assert "KT-1" in listed
    form = Desk(net, "RS", Role.OFFICER).see("/ask")
    found = re.search(r'<option value="(\w+)"[^>]*>KT-1', form)
    assert found is not None
    return found[1]


def form_for(case: str, *partners: str, **more: str) -> dict[str, str | list[str]]:
    """Fill the form in."""
    return {
        "kind": "person",
        **ABOUT,
        "case": case,
        "role": "suspect",
        "partner": list(partners),
        **{f"reason.{partner}": f"He is said to live in {partner}." for partner in partners},
        **more,
    }


@pytest.mark.slow
def test_one_reason_for_several_partners_is_taken_only_with_why_it_holds_for_all(net: Network) -> None:
    officer, case = Desk(net, "RS", Role.OFFICER), opened(net)
    page = officer.see("/ask")
    same = {"reason": "He left by car.", "reason.AL": "", "reason.XK": ""}
    refused = officer.send(page, "/ask/check", form_for(case, "AL", "XK", **same), status=422)
    assert "AL, XK have one and the same reason" in refused
    because = {"same_because": "Nobody saw by which crossing."}
    assert "Send 1 question" in officer.send(page, "/ask/check", form_for(case, "AL", "XK", **same, **because))


@pytest.mark.slow
def test_a_question_is_asked_compared_confirmed_released_and_read_by_people_at_their_desks(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see("/ask")
    checked = officer.send(page, "/ask/check", form_for(case, "AL", "XK"))
    assert "Send 1 question" in checked
    sent = officer.send(page, "/ask", form_for(case, "AL", "XK"))
    assert re.search(r"✓ hit</span><br>[^<·]+ · [^<·]+ · PCC SEE", sent)
    assert "Vuksani" not in sent

    expert = Desk(net, "AL", Role.FORENSIC)
    inbox = expert.see("/inbox")
    received = expert.see(re.findall(r'href="(/inbox/\w+)"', inbox)[0])
    hit = re.findall(r'href="(/hits/[\w-]+)"', received)[0]
    beside = expert.see(hit)
    assert "Скендер" in beside
    assert "Skënder" in beside
    confirmed = expert.send(beside, f"{hit}/verdict", {"verdict": "confirm", "reason": "Same day, same name."})
    assert "✓ confirmed" in confirmed

    chief = Desk(net, "AL", Role.SUPERVISOR)
    released = chief.send(chief.see(hit), f"{hit}/release", {"reason": "Needed there."})
    assert "✓ released" in released
    deliver_due(net.offices["AL"])

    answer = officer.see(re.findall(r'href="(/questions/\w+)"', officer.see("/questions"))[0])
    record = re.findall(r'href="(/records/\w+\?case=\w+)"', answer)[0].replace("&amp;", "&")
    assert "Skënder" in officer.see(record)

    dpo = Desk(net, "AL", Role.OVERSIGHT)
    assert "released a record" in dpo.see(f"/trail?subject={hit.removeprefix('/hits/')}")


@pytest.mark.slow
def test_what_is_missing_is_said_before_anything_is_sent(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    checked = officer.send(officer.see("/ask"), "/ask/check", form_for(case, "XK"))
    assert "Nobody can be asked this way" in checked
    assert net.line.crossed == []
    officer.browser.cookies.set("egnatia-language", "hr")
    said = officer.send(officer.see("/ask"), "/ask/check", form_for(case, "XK"))
    assert "(osoba, Srbija – Kosovo), svrha: kaznena istraga" in said


@pytest.mark.slow
def test_what_was_typed_stays_when_something_is_wrong(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    answer = officer.send(officer.see("/ask"), "/ask/check", form_for(case, "AL", birth_date="yesterday"), 422)
    assert "birth_date" in answer
    for typed in ("yesterday", "Скендер", "He is said to live in AL."):
        assert f'value="{typed}"' in answer


def test_nobody_gets_in_without_a_link(net: Network) -> None:
    office = net.offices["RS"]
    browser = TestClient(build_page(cast("Node", Standing(office)), "localhost"), base_url=HOST)
    for path in ("/ask", "/inbox", "/cases", "/trail", "/questions", "/start", "/hits/x", "/records/x"):
        assert browser.get(path).status_code == 401, path
    assert browser.post("/ask").status_code == 401
    assert browser.post("/login/" + "0" * 64).status_code == 403


def test_a_form_that_is_not_of_the_session_changes_nothing(net: Network) -> None:
    chief = Desk(net, "RS", Role.SUPERVISOR)
    for key in ({}, {"form_key": "0" * 32}):
        form = {**key, "reference": "KT-9", "title": "Forged", "purpose": "criminal_investigation"}
        assert chief.browser.post("/cases", data=form).status_code == 403
    assert "KT-9" not in chief.see("/cases")


def test_who_has_no_right_is_told_so(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    assert "may not" in dpo.see("/questions", 403)
    officer = Desk(net, "RS", Role.OFFICER)
    assert "may not read the ledger" in officer.see("/trail?subject=" + "0" * 32, 403)


@pytest.mark.slow
def test_what_somebody_typed_is_shown_as_text_never_as_markup(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    nasty = '"><script>alert(1)</script>'
    answer = officer.send(officer.see("/ask"), "/ask/check", form_for(case, "AL", birth_date=nasty), 422)
    assert "<script>" not in answer
    assert officer.browser.get("/ask").headers["content-security-policy"].startswith("default-src 'none'")


def test_who_signs_out_is_out(net: Network) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/logout", {})
    assert officer.browser.get("/ask").status_code == 401


def test_a_form_that_is_no_form_is_refused(net: Network) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    for body in (b"\xff\xfe", b"a=1&" * 2000, b"x" * 300_000):
        assert officer.browser.post("/ask", content=body).status_code == 403


def test_one_browser_can_be_signed_in_at_two_nodes_of_one_machine(net: Network) -> None:
    one, other = Desk(net, "RS", Role.OFFICER), Desk(net, "AL", Role.FORENSIC)
    assert set(one.browser.cookies).isdisjoint(other.browser.cookies)


@pytest.mark.slow
def test_nobody_asks_the_country_from_which_somebody_seeks_asylum(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    checked = officer.send(officer.see("/ask"), "/ask/check", form_for(case, "AL", asylum_from="ALB"))
    assert "Nobody can be asked this way" in checked
    assert "asylum" in checked


@pytest.mark.slow
def test_a_question_of_others_is_not_shown_by_its_id(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    path = re.findall(r'href="(/questions/\w+)"', officer.see("/questions"))[0]
    assert "Question to AL" in officer.see(path)
    stranger = Desk(net, "RS", Role.OFFICER, name="officer.two")
    assert "Скендер" not in stranger.see(path, 403)


@pytest.mark.slow
def test_a_form_that_comes_twice_is_carried_out_once(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    form = form_for(case, "AL", once="a" * 32)
    assert "✓ hit" in officer.send(officer.see("/ask"), "/ask", form)
    crossed = len(net.line.crossed)
    assert "This was sent before" in officer.send(officer.see("/ask"), "/ask", form)
    assert len(net.line.crossed) == crossed


@pytest.mark.slow
def test_a_form_that_was_refused_may_come_again_with_its_mark(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL", once="a" * 32, birth_date="yesterday"), 422)
    assert "✓ hit" in officer.send(officer.see("/ask"), "/ask", form_for(case, "AL", once="a" * 32))


@pytest.mark.slow
def test_a_question_goes_to_those_only_who_were_shown(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    form = form_for(case, "AL", "XK", shown_to="XK", same_because="The ferry lands at both.")
    officer.send(officer.see("/ask"), "/ask", form)
    assert net.line.crossed == []


@pytest.mark.slow
def test_what_was_typed_is_kept_for_after_signing_in_if_it_was_typed_here(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.browser.cookies.clear()
    own = officer.browser.post("/ask/check", data=form_for(case, "AL"), headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 401
    assert 'value="Скендер"' in own.text
    foreign = officer.browser.post("/ask/check", data=form_for(case, "AL"), headers={"Sec-Fetch-Site": "cross-site"})
    assert "Скендер" not in foreign.text


@pytest.mark.slow
def test_a_form_of_an_earlier_session_is_shown_before_it_is_sent(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    form = {"form_key": "0" * 32, **form_for(case, "AL")}
    shown = officer.browser.post("/ask/check", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert shown.status_code == 403
    assert "Look at this again" in shown.text
    assert "Send 1 question" in officer.send(shown.text, "/ask/check", form_for(case, "AL"))


@pytest.mark.slow
def test_a_part_of_a_page_is_only_that_part(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.browser.headers["HX-Request"] = "true"
    page = officer.browser.get("/ask", headers={"HX-Request": ""}).text
    part = officer.send(page, "/ask/check", form_for(case, "AL"))
    assert "<html" not in part
    assert "Send 1 question" in part
    officer.browser.cookies.clear()
    assert "<html" not in officer.browser.post("/ask/check").text


@pytest.mark.slow
def test_a_record_is_withheld_on_a_ground_at_the_desk(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    expert = Desk(net, "AL", Role.FORENSIC)
    received = expert.see(re.findall(r'href="(/inbox/\w+)"', expert.see("/inbox"))[0])
    hit = re.findall(r'href="(/hits/[\w-]+)"', received)[0]
    expert.send(expert.see(hit), f"{hit}/verdict", {"verdict": "confirm", "reason": "Same day."})
    chief = Desk(net, "AL", Role.SUPERVISOR)
    assert "choose one" in chief.send(chief.see(hit), f"{hit}/withholding", {"ground": "", "reason": "x"}, 422)
    kept = chief.send(chief.see(hit), f"{hit}/withholding", {"ground": "investigation", "reason": "An inquiry runs."})
    assert "✗ withheld" in kept


@pytest.mark.slow
def test_a_prosecutor_allows_questions_in_a_case_file_and_takes_it_back(net: Network) -> None:
    opened(net)
    prosecutor = Desk(net, "RS", Role.PROSECUTOR)
    page = prosecutor.see("/cases")
    allowed = {"measure": "ask", "matter": "KT-1", "authority": "Court 7", "begins": "2026-11-01", "ends": "2026-12-01"}
    prosecutor.send(page, "/authorisations", {**allowed, "reason": "Needed.", "document": ""})
    form = Desk(net, "RS", Role.OFFICER).see("/ask")
    assert "Court 7" in form
    statement = re.search(r'<option value="(\w+)">KT-1 · Court 7', form)
    assert statement is not None
    path = f"/authorisations/{statement[1]}/withdrawal"
    prosecutor.send(prosecutor.see("/cases"), path, {"matter": "KT-1", "reason": "Over."})
    assert "Court 7" not in Desk(net, "RS", Role.OFFICER).see("/ask")


@pytest.mark.slow
def test_what_is_typed_in_the_search_box_opens_the_form_and_stands_in_no_address(net: Network) -> None:
    opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see("/ask")
    answer = officer.browser.post(
        "/search", data={"q": "Скендер Вуксани", "form_key": re.findall(r'form_key" value="(\w+)"', page)[0]}
    )
    assert 'name="family_name" value="Вуксани"' in answer.text
    assert [found.url.path for found in (*answer.history, answer)] == ["/search"]
    choice = officer.send(page, "/search", {"q": "AB1234567"})
    assert "What is meant?" in choice
    assert "Nothing was recognised" in officer.send(page, "/search", {"q": "%%%"})


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_a_choice_of_language_leads_to_nowhere_else(back: str, net: Network) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    answer = officer.browser.get("/display", params={"back": back, "language": "el"}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert officer.browser.cookies["egnatia-language"] == "el"


def test_a_wish_that_there_is_not_is_not_kept(net: Network) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.browser.get("/display", params={"back": "/ask", "language": "tlh", "theme": "pink"})
    assert not {"egnatia-language", "egnatia-theme"} & set(officer.browser.cookies)


@pytest.mark.slow
def test_no_case_file_is_chosen_for_somebody_who_works_in_several(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    assert re.search(r'<select id="case"[^>]*><option value="\w+"', officer.see("/ask"))
    net.case("RS", net.offices["RS"].store.read(lambda tx: tx.accounts.named("officer.one")), reference="KT-2")  # type: ignore[arg-type]
    page = officer.see("/ask")
    assert re.search(r'<select id="case"[^>]*><option value=""></option>', page)
    assert "Case file: choose one" in officer.send(page, "/ask/check", {**form_for(case, "AL"), "case": ""}, 422)
