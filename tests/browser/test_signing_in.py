"""Passkeys in a real browser with an authenticator of its own: made, used, and used again before something leaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.browser.people import ask, press, reach, write
from tests.browser.stage import Stage
from tests.twins import provider as twin

from egnatia.adapters.http.identities import Client, HttpIdentities
from egnatia.adapters.http.loop import Loop
from egnatia.casework.casefiles import list_case_files
from egnatia.casework.confirm import confirm
from egnatia.casework.identities import Provider, bind_identity, vouch_identity
from egnatia.casework.login import FRESH, LONGEST
from egnatia.casework.questions import Wanted, page_questions
from egnatia.exchange.payloads import Verdict

pytestmark = pytest.mark.slow

#: A platform's authenticator that keeps passkeys, verifies its person, and never asks (WebAuthn 11.2).
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Seat:
    """Somebody at a browser whose computer keeps passkeys."""

    page: Page
    line: CDPSession
    device: str
    desk: str
    complaints: list[str]

    def count_back(self) -> None:
        """Have the device count as a copy from some time ago would."""
        found = self.line.send("WebAuthn.getCredentials", {"authenticatorId": self.device})
        [key] = found["credentials"]
        self.line.send(
            "WebAuthn.removeCredential", {"authenticatorId": self.device, "credentialId": key["credentialId"]}
        )
        again = {"authenticatorId": self.device, "credential": {**key, "signCount": 1}}
        self.line.send("WebAuthn.addCredential", again)

    def add_passkey(self) -> None:
        """Add a passkey to the account that is signed in."""
        self.page.goto(f"{self.desk}/account")
        self.page.get_by_role("link", name="Add a passkey").click()
        self.page.fill("#name", "this laptop")
        self.page.get_by_role("button", name="Add a passkey").click()
        self.page.wait_for_url(f"{self.desk}/account")

    def sign_out(self) -> None:
        """Sign out, and see the door: whoever goes on at once would cut the form off."""
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("alert").first).to_have_text("You are signed out.")

    def come_in(self) -> None:
        """Sign in with the passkey, and see one's name."""
        self.sign_in()
        self.page.locator(".who strong").wait_for()

    def sign_in(self) -> None:
        """Sign in with the passkey."""
        self.page.get_by_role("button", name="Sign in with a passkey").click()


Seats = Callable[[str, str], Seat]


@pytest.fixture
def seats(chromium: Browser, stage: Stage) -> Iterator[Seats]:
    """Give seats; at the end, no page may have told of an error, such as something that the policy forbids."""
    made: list[Seat] = []

    def sit(node: str, name: str) -> Seat:
        context = chromium.new_context(locale="en")
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        device = line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
        desk = stage.desks[node].replace("127.0.0.1", "localhost")
        seat = Seat(page, line, device, desk, [])
        page.on("console", lambda said: seat.complaints.append(said.text) if "Policy" in said.text else None)
        page.on("pageerror", lambda error: seat.complaints.append(str(error)))
        made.append(seat)
        page.goto(stage.link(node, name).replace("127.0.0.1", "localhost"))
        page.locator("main button").click()
        page.wait_for_url(lambda address: "/login/" not in address)
        return seat

    yield sit
    for seat in made:
        seat.page.context.close()
        assert seat.complaints == []


def test_a_passkey_is_added_named_and_signs_in(seats: Seats) -> None:
    seat = seats("RS", "officer.one")
    seat.add_passkey()
    expect(seat.page.locator("#passkeys + table")).to_contain_text("✓ works")
    assert seat.page.locator("input[name=name]").input_value() == "this laptop"
    seat.sign_out()
    seat.page.goto(f"{seat.desk}/ask")
    seat.come_in()
    expect(seat.page.get_by_role("heading", level=1)).to_have_text("Ask partners")
    seat.page.goto(f"{seat.desk}/account")
    expect(seat.page.locator("#sessions + table")).to_contain_text("passkey")


def test_a_removed_passkey_opens_nothing(seats: Seats) -> None:
    seat = seats("RS", "officer.one")
    seat.add_passkey()
    seat.page.get_by_role("button", name="Remove this laptop").click()
    expect(seat.page.locator("main")).to_contain_text("You have none yet")
    seat.sign_out()
    seat.sign_in()
    expect(seat.page.get_by_role("alert").first).to_contain_text("This passkey opens nothing here")


def test_a_copy_of_a_passkey_is_stopped(seats: Seats) -> None:
    seat = seats("RS", "officer.one")
    seat.add_passkey()
    for _ in range(2):
        seat.sign_out()
        seat.come_in()
    seat.sign_out()
    seat.count_back()
    seat.sign_in()
    expect(seat.page.get_by_role("alert").first).to_contain_text("counted backwards")


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_on_the_same_page(
    seats: Seats, stage: Stage
) -> None:
    seat = seats("RS", "chief.one")
    seat.add_passkey()
    seat.page.goto(f"{seat.desk}/cases")
    seat.page.fill("#reference", "KT-99")
    seat.page.fill("#title", "Lorries «ć»")
    seat.page.select_option("#purpose", "missing_person")
    seat.page.fill("#members", "officer.one")
    stage.net.clock.advance(LONGEST)
    seat.page.locator("form[action='/cases'] button").click()
    seat.sign_in()
    expect(seat.page.locator("main")).to_contain_text("Lorries «ć»")
    seat.page.get_by_role("button", name="Send it now").click()
    expect(seat.page.get_by_role("row", name="KT-99")).to_contain_text("✓ open")
    files = list_case_files(stage.net.offices["RS"], stage.people["RS", "chief.one"])
    assert (files[0].reference, files[0].title) == ("KT-99", "Lorries «ć»")


def test_whoever_releases_proves_again_who_it_is_and_loses_nothing_typed(seats: Seats, stage: Stage) -> None:
    officer = seats("RS", "officer.one")
    officer.page.goto(f"{officer.desk}/ask")
    ask(officer.page, "AL")
    expect(officer.page.locator("tbody tr").first).to_contain_text("✓ hit")
    al = stage.net.offices["AL"]
    [asked] = page_questions(al, stage.people["AL", "expert.one"], Wanted(received=True, waiting=False)).rows
    [hit] = al.store.read(lambda tx: tx.answers.of(asked.question.id))
    confirm(al, stage.people["AL", "expert.one"], hit.reference, Verdict.CONFIRM, "Same day.")
    chief = seats("AL", "chief.one")
    chief.add_passkey()
    chief.sign_out()
    chief.come_in()
    chief.page.goto(f"{chief.desk}/hits/{hit.reference}")
    chief.page.fill("#reason", "Needed there.")
    stage.net.clock.advance(FRESH + timedelta(minutes=1))
    chief.page.locator("form[action$=release] button").click()
    expect(chief.page.get_by_role("heading", level=1)).to_have_text("Prove again that it is you")
    chief.sign_in()
    expect(chief.page.locator("main")).to_contain_text("Needed there.")
    chief.page.get_by_role("button", name="Send it now").click()
    expect(chief.page.locator("main")).to_contain_text("✓ released")


def test_who_comes_back_from_the_identity_provider_is_at_the_desk(seats: Seats, stage: Stage) -> None:
    seat, people, office = seats("RS", "officer.one"), stage.people, stage.net.offices["RS"]
    seat.sign_out()
    with twin.served(twin.Provider(clock=stage.net.clock)) as there, Loop() as loop:
        known = Provider(issuer=there.issuer, client=twin.CLIENT, name="the Ministry")
        stage.standing("RS").identities = HttpIdentities(loop, known, Client(origin=seat.desk), stage.net.clock)
        bind_identity(office, people["RS", "admin.one"], "officer.one", known, twin.SUBJECT)
        vouch_identity(office, people["RS", "chief.one"], "officer.one")
        seat.page.goto(f"{seat.desk}/login")
        seat.page.get_by_role("link", name="Sign in with the Ministry").click()
        seat.page.wait_for_url(f"{seat.desk}/ask")
        expect(seat.page.locator(".who strong")).to_have_text("officer.one")


def test_another_language_keeps_what_was_typed(seats: Seats) -> None:
    seat = seats("RS", "chief.one")
    seat.page.goto(f"{seat.desk}/cases")
    seat.page.fill("#title", "Lorries «ć»")
    seat.page.select_option("#purpose", "missing_person")
    seat.page.select_option("#language", "el")
    seat.page.locator("form[action='/display'] button").click()
    expect(seat.page.locator("html")).to_have_attribute("lang", "el")
    expect(seat.page.locator("#title")).to_have_value("Lorries «ć»")
    expect(seat.page.locator("#purpose")).to_have_value("missing_person")
    assert seat.page.evaluate("sessionStorage.getItem('egnatia-typed')") is None
    seat.page.goto(f"{seat.desk}/cases")
    expect(seat.page.locator("#title")).to_have_value("")


def test_a_passkey_is_added_renamed_and_removed_by_keyboard(seats: Seats) -> None:
    seat = seats("RS", "officer.one")
    seat.page.goto(f"{seat.desk}/account")
    press(seat.page, "a[href='/account/passkey']")
    write(seat.page, "#name", "this laptop")
    seat.page.keyboard.press("Enter")
    seat.page.wait_for_url(f"{seat.desk}/account")
    reach(seat.page, "#name-1")  # Tab marks what stands there: what is typed replaces it
    seat.page.keyboard.type("the office's key")
    with seat.page.expect_navigation():
        seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#name-1")).to_have_value("the office's key")
    press(seat.page, "form[action$='/removal'] button")
    expect(seat.page.locator("#name-1")).to_have_count(0)
