"""Passkeys: made and used once a challenge, by verified people, at this site alone; a copy is stopped and shown."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.authenticator import DOOR, UP, UV, Passkey, text64
from tests.twins.network import Network, network

from egnatia.casework.credentials import Credential
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.login import Arrival, signed_in
from egnatia.casework.office import Office
from egnatia.casework.passkeys import (
    CHALLENGE_LIFE,
    MOST_KEYS,
    PasskeyError,
    add_key,
    creation_options,
    enter_by_key,
    list_keys,
    remove_key,
    remove_keys_of,
    rename_key,
    request_options,
    suspected_keys,
)
from egnatia.casework.rows import Account, Role
from egnatia.casework.throttle import MOST, WINDOW, TooManyError
from egnatia.ledger.entry import Act

BY_KEY = Arrival(by="passkey")


@pytest.fixture
def net() -> Network:
    return network("RS", "AL")


@pytest.fixture
def office(net: Network) -> Office:
    return net.offices["RS"]


@pytest.fixture
def petra(net: Network) -> Account:
    return net.person("RS", "petra", Role.OFFICER)


def added(office: Office, person: Account, key: Passkey, name: str = "blue") -> Credential:
    """Add a passkey to an account."""
    return add_key(office, DOOR, person, key.make(creation_options(office, person, DOOR.site)), name)


def entered(office: Office, key: Passkey) -> str:
    """Sign in by a passkey."""
    return enter_by_key(office, DOOR, key.use(request_options(office, DOOR.site)), BY_KEY)


def test_a_passkey_signs_in_whose_it_is(office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    found = signed_in(office, entered(office, key))
    assert found
    assert (found[0], found[1].by) == (petra, "passkey")
    assert [one.used_at for one in list_keys(office, petra)] == [office.clock.now()]


def test_the_browser_is_told_to_verify_the_person_and_to_make_a_key_that_finds_the_account(
    office: Office, petra: Account
) -> None:
    known = added(office, petra, Passkey())
    options = creation_options(office, petra, DOOR.site)
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert [one["id"] for one in options["excludeCredentials"]] == [known.id]
    asked = request_options(office, DOOR.site)
    assert (asked["userVerification"], asked["allowCredentials"], asked["rpId"]) == ("required", [], "localhost")


def test_a_challenge_is_used_once(office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    answer = key.use(request_options(office, DOOR.site))
    enter_by_key(office, DOOR, answer, BY_KEY)
    with pytest.raises(PasskeyError, match="sent before"):
        enter_by_key(office, DOOR, answer, BY_KEY)


def test_a_challenge_waits_for_five_minutes(net: Network, office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    options = request_options(office, DOOR.site)
    net.clock.advance(CHALLENGE_LIFE)
    with pytest.raises(PasskeyError, match="too long"):
        enter_by_key(office, DOOR, key.use(options), BY_KEY)


def test_a_challenge_for_one_person_or_purpose_serves_no_other(net: Network, office: Office, petra: Account) -> None:
    ana, key = net.person("RS", "ana", Role.OFFICER), Passkey()
    made = key.make(creation_options(office, petra, DOOR.site))
    with pytest.raises(PasskeyError):
        add_key(office, DOOR, ana, made, "")
    added(office, petra, key)
    with pytest.raises(PasskeyError):
        enter_by_key(office, DOOR, key.use(creation_options(office, petra, DOOR.site)), BY_KEY)


@pytest.mark.parametrize(
    "other",
    [{"origin": "https://desk.example.com"}, {"site": "example.com"}, {"flags": UP}, {"flags": UV}],
    ids=["another origin", "another site", "person not verified", "nobody present"],
)
def test_what_was_signed_elsewhere_or_for_nobody_proves_nothing(
    office: Office, petra: Account, other: dict[str, object]
) -> None:
    key = Passkey()
    added(office, petra, key)
    with pytest.raises(PasskeyError, match="proves nothing"):
        entered(office, replace(key, **other))  # type: ignore[arg-type]
    with pytest.raises(PasskeyError, match="proves nothing"):
        added(office, petra, replace(key, name=b"second", **other))  # type: ignore[arg-type]


def test_another_key_under_a_known_name_proves_nothing(office: Office, petra: Account) -> None:
    added(office, petra, Passkey())
    with pytest.raises(PasskeyError, match="signature"):
        entered(office, Passkey())


def test_a_key_that_says_to_be_another_persons_opens_nothing(office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    key.owner = text64(b"f" * 32)
    with pytest.raises(PasskeyError, match="another account"):
        entered(office, key)
    key.owner = text64(petra.id.encode())
    assert entered(office, key)


def test_a_key_that_nobody_knows_opens_nothing(office: Office) -> None:
    with pytest.raises(NotAllowedError, match="not known"):
        entered(office, Passkey())


def test_a_key_that_counts_backwards_is_stopped_and_shown_to_oversight(
    net: Network, office: Office, petra: Account
) -> None:
    key = Passkey(count=7)
    added(office, petra, key)
    entered(office, key)
    copy = replace(key, count=5)
    with pytest.raises(NotAllowedError, match="counted backwards"):
        entered(office, copy)
    with pytest.raises(NotAllowedError, match="not known, was removed"):
        entered(office, key)
    overseer = net.person("RS", "overseer", Role.OVERSIGHT)
    assert [one.account for one in suspected_keys(office, overseer)] == [petra.id]
    with pytest.raises(NotAllowedError):
        suspected_keys(office, petra)


def test_an_authenticator_that_does_not_count_is_no_copy(office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    assert entered(office, key) != entered(office, key)


def test_several_keys_are_named_and_removed_by_their_owner_alone(net: Network, office: Office, petra: Account) -> None:
    ana = net.person("RS", "ana", Role.OFFICER)
    blue, phone = Passkey(name=b"blue"), Passkey(name=b"phone")
    first, second = added(office, petra, blue), added(office, petra, phone, name="")
    rename_key(office, petra, second.id, "my phone")
    assert [key.name for key in list_keys(office, petra)] == ["blue", "my phone"]
    with pytest.raises(NotFoundError):
        rename_key(office, ana, first.id, "x")
    with pytest.raises(NotFoundError):
        remove_key(office, ana, first.id)
    remove_key(office, petra, first.id)
    with pytest.raises(NotAllowedError):
        entered(office, blue)
    assert entered(office, phone)


def test_a_key_belongs_to_one_account_even_after_it_was_removed(net: Network, office: Office, petra: Account) -> None:
    key = Passkey()
    kept = added(office, petra, key)
    remove_key(office, petra, kept.id)
    for person in (petra, net.person("RS", "ana", Role.OFFICER)):
        with pytest.raises(ConflictError, match="known here already"):
            added(office, person, key)


def test_nobody_has_more_keys_than_can_be_looked_after(office: Office, petra: Account) -> None:
    for number in range(MOST_KEYS):
        added(office, petra, Passkey(name=b"%d" % number))
    with pytest.raises(ConflictError, match="remove one first"):
        creation_options(office, petra, DOOR.site)


def test_an_administrator_removes_lost_keys(net: Network, office: Office, petra: Account) -> None:
    key, admin = Passkey(), net.person("RS", "admin", Role.ADMINISTRATOR)
    added(office, petra, key)
    with pytest.raises(NotAllowedError):
        remove_keys_of(office, petra, "petra")
    assert remove_keys_of(office, admin, "petra") == 1
    with pytest.raises(NotAllowedError):
        entered(office, key)


def test_a_closed_account_is_not_opened_by_a_key(office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    office.store.write(lambda tx: tx.accounts.set_active(petra.id, active=False))
    with pytest.raises(NotAllowedError):
        entered(office, key)


def test_keys_are_logged_by_a_code_and_not_by_their_id(office: Office, petra: Account) -> None:
    key = added(office, petra, Passkey())
    remove_key(office, petra, key.id)
    trail = office.store.read(lambda tx: tx.ledger.trail(petra.id, 9))
    logged = [one.entry for one in trail if one.entry.act is Act.ACCOUNT]
    assert [one.detail["what"] for one in logged] == ["passkey_added", "passkey_removed"]
    assert all(key.id not in str(one.to_bytes()) for one in logged)


def test_guessing_stops_for_a_while_and_is_logged(net: Network, office: Office, petra: Account) -> None:
    key = Passkey()
    added(office, petra, key)
    for _ in range(MOST):
        with pytest.raises(PasskeyError):
            entered(office, Passkey())
    with pytest.raises(TooManyError):
        entered(office, key)
    trail = office.store.read(lambda tx: tx.ledger.trail(petra.id, 99))
    assert [one.entry.detail["what"] for one in trail][-1] == "login_throttled"
    net.clock.advance(WINDOW + timedelta(seconds=1))
    assert entered(office, key)


@pytest.mark.parametrize(
    "rubbish",
    [
        *("", "{}", "[]", "null", '{"response": {}}', '{"response": {"clientDataJSON": "!!"}}', "[" * 9000),
        json.dumps({"id": 7, "response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiAieCJ9"}}),
    ],
)
def test_rubbish_is_no_proof(office: Office, petra: Account, rubbish: str) -> None:
    with pytest.raises(PasskeyError):
        enter_by_key(office, DOOR, rubbish, BY_KEY)
    with pytest.raises(PasskeyError):
        add_key(office, DOOR, petra, rubbish, "")


def test_of_nobody_no_keys_are_removed(net: Network, office: Office) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        remove_keys_of(office, net.person("RS", "admin", Role.ADMINISTRATOR), "nobody")


def test_a_challenge_is_text(office: Office) -> None:
    answer = json.dumps({"id": "x", "response": {"clientDataJSON": text64(b'{"challenge": 7}')}})
    with pytest.raises(PasskeyError, match="no answer of a browser"):
        enter_by_key(office, DOOR, answer, BY_KEY)
