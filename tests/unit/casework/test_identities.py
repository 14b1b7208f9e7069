"""Identities at a provider: bound by one, vouched for by another, to one account each; the provider is a twin."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from tests.twins.network import Network
from tests.unit.casework.test_login import logged, net, officer

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.identities import (
    IdentityError,
    Journey,
    Provider,
    Return,
    bind_identity,
    come_back,
    end_at_provider,
    identity_id,
    set_out,
    unbind_identities,
    vouch_identity,
)
from egnatia.casework.login import Arrival, signed_in
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, Role

__all__ = ["net", "officer"]

MINISTRY = Provider(issuer="https://id.example.org", client="rs", name="the Ministry")


@dataclass
class Line:
    """A provider that believes whatever the code says."""

    provider: Provider = MINISTRY
    seen: list[Journey] = field(default_factory=list)

    def address(self, journey: Journey) -> str:
        return f"{self.provider.issuer}?{journey.challenge}"

    def redeem(self, code: str, journey: Journey) -> str:
        self.seen.append(journey)
        return code

    def logged_out(self, token: str) -> str:
        return token

    def farewell(self) -> str:
        return ""


def come_in(office: Office, subject: str) -> str:
    """Come in as the one whom the provider calls so."""
    line = Line()
    _, state = set_out(office, line)
    return come_back(office, line, Return(state=state, kept=state, code=subject), Arrival())


@pytest.fixture
def admin(net: Network) -> Account:
    return net.person("RS", "admin", Role.ADMINISTRATOR)


@pytest.fixture
def chief(net: Network) -> Account:
    return net.person("RS", "chief", Role.SUPERVISOR)


def test_a_binding_works_once_somebody_else_vouched(
    net: Network, officer: Account, admin: Account, chief: Account
) -> None:
    office = net.offices["RS"]
    bind_identity(office, admin, "petra", MINISTRY, "7")
    with pytest.raises(NotAllowedError, match="somebody else vouches"):
        come_in(office, "7")
    with pytest.raises(NotAllowedError, match="four eyes"):
        vouch_identity(office, admin, "petra")
    vouch_identity(office, chief, "petra")
    assert signed_in(office, come_in(office, "7"))
    assert logged(net, officer) == ["identity_bound", "vouched", "login"]


def test_nobody_vouches_for_oneself_or_for_nothing(net: Network, admin: Account, chief: Account) -> None:
    office = net.offices["RS"]
    with pytest.raises(ConflictError, match="no identity of chief waits"):
        vouch_identity(office, admin, "chief")
    bind_identity(office, admin, "chief", MINISTRY, "8")
    with pytest.raises(NotAllowedError, match="four eyes"):
        vouch_identity(office, chief, "chief")


def test_one_identity_is_one_account_for_good(net: Network, officer: Account, admin: Account, chief: Account) -> None:
    office = net.offices["RS"]
    bind_identity(office, admin, officer.name, MINISTRY, "7")
    for name in (officer.name, chief.name):
        with pytest.raises(ConflictError):
            bind_identity(office, admin, name, MINISTRY, "7")
    assert unbind_identities(office, admin, officer.name) == 1
    with pytest.raises(ConflictError):
        bind_identity(office, admin, chief.name, MINISTRY, "7")
    bind_identity(office, admin, officer.name, MINISTRY, "7")
    with pytest.raises(NotAllowedError):  # what was vouched for ended with the binding
        come_in(office, "7")


def test_only_administrators_bind_and_never_the_own_account(
    net: Network, officer: Account, admin: Account, chief: Account
) -> None:
    office = net.offices["RS"]
    for actor, name in ((admin, "admin"), (chief, officer.name)):
        with pytest.raises(NotAllowedError):
            bind_identity(office, actor, name, MINISTRY, "7")
    with pytest.raises(NotFoundError):
        bind_identity(office, admin, "ghost", MINISTRY, "7")
    with pytest.raises(NotAllowedError):
        unbind_identities(office, chief, officer.name)


def test_issuer_and_subject_name_somebody_together() -> None:
    named = {identity_id(issuer, subject) for issuer in ("a", "b") for subject in ("x", "y")}
    assert len(named) == 4


def test_the_challenge_is_the_one_of_the_standard() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
    made = Journey(state="s", nonce="n", verifier=verifier)
    assert made.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_who_was_signed_out_at_the_provider_is_signed_out_here_and_nobody_else(
    net: Network, officer: Account, admin: Account, chief: Account
) -> None:
    office = net.offices["RS"]
    bind_identity(office, admin, "petra", MINISTRY, "7")
    vouch_identity(office, chief, "petra")
    session = come_in(office, "7")
    end_at_provider(office, Line(), "8")
    assert signed_in(office, session)
    end_at_provider(office, Line(), "7")
    assert signed_in(office, session) is None
    assert logged(net, officer)[-1] == "session_ended"


def test_a_journey_that_took_too_long_or_began_elsewhere_ends_nowhere(net: Network) -> None:
    office, line = net.offices["RS"], Line()
    _, state = set_out(office, line)
    with pytest.raises(IdentityError, match="this browser"):
        come_back(office, line, Return(state=state, kept="another", code="7"), Arrival())
    net.clock.advance(timedelta(hours=1))
    with pytest.raises(IdentityError, match="too long"):
        come_back(office, line, Return(state=state, kept=state, code="7"), Arrival())
