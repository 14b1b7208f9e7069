"""An account bound to an identity elsewhere: the whole way to a provider and back, and every lie on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey
from tests.twins import provider as twin
from tests.twins.network import Network, network

from egnatia.adapters.http.identities import Client, HttpIdentities
from egnatia.adapters.http.loop import Loop
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.identities import (
    IdentityError,
    Provider,
    Return,
    bind_identity,
    come_back,
    end_at_provider,
    set_out,
    unbind_identities,
    vouch_identity,
)
from egnatia.casework.login import Arrival, signed_in
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, Role


@dataclass
class Scene:
    """RS, whose people have identities at a provider."""

    net: Network
    office: Office
    there: twin.Provider
    line: HttpIdentities
    petra: Account
    admin: Account
    chief: Account

    def go(self) -> Return:
        """Set out, and be sent back by the provider."""
        address, state = set_out(self.office, self.line)
        given = self.there.grant(address)
        return Return(state=given["state"], kept=state, code=given["code"])

    def come_in(self, back: Return | None = None) -> str:
        """Come back."""
        return come_back(self.office, self.line, back or self.go(), Arrival())


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    with Loop() as loop:
        yield loop


@pytest.fixture
def scene(loop: Loop) -> Iterator[Scene]:
    net = network("RS", "AL")
    office = net.offices["RS"]
    with twin.served(twin.Provider(clock=net.clock, secret="s3cret")) as there:
        known = Provider(issuer=there.issuer, client=twin.CLIENT, name="the Ministry")
        line = HttpIdentities(loop, known, Client(origin="https://desk.example.org", secret="s3cret"), net.clock)
        people = [
            net.person("RS", name, role)
            for name, role in {
                "petra": Role.OFFICER,
                "admin": Role.ADMINISTRATOR,
                "chief": Role.SUPERVISOR,
            }.items()
        ]
        bind_identity(office, people[1], "petra", known, twin.SUBJECT)
        vouch_identity(office, people[2], "petra")
        yield Scene(net, office, there, line, *people)


def test_whom_the_provider_vouches_for_is_signed_in_as_the_account_says(scene: Scene) -> None:
    found = signed_in(scene.office, scene.come_in())
    assert found
    assert (found[0], found[1].by) == (scene.petra, "identity")


def test_the_way_out_is_a_code_with_pkce_state_and_nonce(scene: Scene) -> None:
    address, state = set_out(scene.office, scene.line)
    asked = parse_qs(urlsplit(address).query)
    assert asked["response_type"] == ["code"]
    assert (asked["scope"], asked["state"]) == (["openid"], [state])
    assert asked["redirect_uri"] == ["https://desk.example.org/login/identity/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) == 32
    assert len(asked["code_challenge"][0]) == 43


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"iss": "https://evil.example.org"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": [twin.CLIENT, "another"]}, "another party"),
        ({"azp": "another-client"}, "another party"),
        ({"exp": 1}, "expired"),
        ({"exp": None}, "exp"),
        ({"iat": 32503680000}, "iat|issued"),
        ({"iat": None}, "iat"),
        ({"nonce": "0" * 32}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"sub": None}, "names nobody"),
        ({"sub": ""}, "names nobody"),
        ({"sub": "x" * 256}, "names nobody"),
        ({"says_to_be": "https://evil.example.org"}, "is another"),
    ],
)
def test_a_word_that_says_something_else_lets_nobody_in(scene: Scene, lie: dict[str, Any], words: str) -> None:
    scene.there.claims = lie
    with pytest.raises(IdentityError, match=words):
        scene.come_in()


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_word_that_anybody_could_have_written_lets_nobody_in(scene: Scene, algorithm: str) -> None:
    scene.there.algorithm, scene.there.signs_with = algorithm, twin.hmac_key("s3cret" * 6)
    with pytest.raises(IdentityError, match="not signed"):
        scene.come_in()


def test_a_word_by_another_key_lets_nobody_in(scene: Scene) -> None:
    scene.there.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    with pytest.raises(IdentityError, match="not signed"):
        scene.come_in()


def test_clocks_may_differ_by_a_minute_and_no_more(scene: Scene) -> None:
    now = int(scene.net.clock.now().timestamp())
    scene.there.claims = {"exp": now - 50, "iat": now + 50}
    assert scene.come_in()
    scene.there.claims = {"exp": now - 70}
    with pytest.raises(IdentityError):
        scene.come_in()


def test_a_code_and_a_state_are_used_once(scene: Scene) -> None:
    back = scene.go()
    scene.come_in(back)
    with pytest.raises(IdentityError, match="used before"):
        scene.come_in(back)
    other = scene.go()
    with pytest.raises(IdentityError, match="does not answer"):
        scene.come_in(replace(other, code=back.code))


def test_a_browser_that_did_not_set_out_does_not_come_in(scene: Scene) -> None:
    back = scene.go()
    for forged in (replace(back, kept=""), replace(back, kept="0" * 64), replace(back, state="0" * 64)):
        with pytest.raises(IdentityError, match="did not begin in this browser"):
            scene.come_in(forged)
    assert scene.come_in(back)


def test_the_way_takes_ten_minutes_at_most(scene: Scene) -> None:
    back = scene.go()
    scene.net.clock.advance(timedelta(minutes=10))
    with pytest.raises(IdentityError, match="too long"):
        scene.come_in(back)


def test_nobody_gets_an_account_by_signing_in(scene: Scene) -> None:
    scene.there.claims = {"sub": "somebody-else"}
    with pytest.raises(NotAllowedError, match="no account here is bound"):
        scene.come_in()


def test_an_unbound_account_is_out_at_once(scene: Scene) -> None:
    inside = scene.come_in()
    assert unbind_identities(scene.office, scene.admin, "petra") == 1
    assert signed_in(scene.office, inside) is None
    with pytest.raises(NotAllowedError):
        scene.come_in()


def test_new_keys_of_the_provider_are_learnt_once_a_minute_at_most(scene: Scene) -> None:
    assert scene.come_in()
    scene.there.key = ECKey.generate_key("P-256", {"kid": "two"})
    with pytest.raises(IdentityError):
        scene.come_in()
    assert scene.there.asked_for_keys == 1
    scene.net.clock.advance(timedelta(minutes=1))
    assert scene.come_in()
    assert scene.there.asked_for_keys == 2


def test_who_signs_out_at_the_provider_is_out_here(scene: Scene) -> None:
    inside = scene.come_in()
    event: dict[str, Any] = {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}}
    lies: tuple[dict[str, Any], ...] = ({}, {**event, "nonce": "x"}, {**event, "aud": "another"}, {**event, "exp": 1})
    for lie in lies:
        with pytest.raises(IdentityError):
            end_at_provider(scene.office, scene.line, scene.there.token(lie))
    assert signed_in(scene.office, inside)
    end_at_provider(scene.office, scene.line, scene.there.token(event))
    assert signed_in(scene.office, inside) is None


def test_a_provider_that_is_away_is_named_in_one_sentence(loop: Loop, scene: Scene) -> None:
    away = Provider(issuer="http://127.0.0.1:9", client="x", name="nobody")
    line = HttpIdentities(loop, away, Client(origin="https://desk.example.org"), scene.net.clock)
    with pytest.raises(IdentityError, match="does not answer"):
        set_out(scene.office, line)
    assert line.farewell() == ""


def test_a_client_without_a_secret_shows_itself_by_pkce_alone(loop: Loop, scene: Scene) -> None:
    scene.there.secret = ""
    scene.line = HttpIdentities(loop, scene.line.provider, Client(origin="https://desk.example.org"), scene.net.clock)
    assert scene.come_in()
