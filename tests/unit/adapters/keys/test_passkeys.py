"""What authenticators sign, held against W3C's own vectors (tests/vectors/webauthn)."""

import json
from pathlib import Path

import pytest
import yaml
from tests.twins.authenticator import text64

from egnatia.adapters.keys.passkeys import WebAuthn, site_of
from egnatia.casework.passkeys import PasskeyError, Site
from egnatia.model.identity import NodeId

_FILE = Path(__file__).parents[3] / "vectors" / "webauthn" / "level3.yaml"
VECTORS = {
    name: {part: text64(bytes.fromhex(value)) for part, value in vector.items()}
    for name, vector in yaml.safe_load(_FILE.read_text("utf-8")).items()
}
W3C = Site(id="example.org", origin="https://example.org", name="W3C")


def made(**other: str) -> str:
    """Return the registration as a browser sends it, with parts put otherwise."""
    said = {**VECTORS["registered"], **other}
    response = {"clientDataJSON": said["client"], "attestationObject": said["attestation"]}
    name = said["credential"]
    return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def used(vector: str, **other: str) -> str:
    """Return an assertion as a browser sends it, with parts put otherwise."""
    said = {**VECTORS[vector], **other}
    response = {
        "clientDataJSON": said["client"],
        "authenticatorData": said["data"],
        "signature": said["signature"],
        "userHandle": None,
    }
    return json.dumps({"id": "YWJj", "rawId": "YWJj", "type": "public-key", "response": response})


def test_the_published_registration_is_read_as_published() -> None:
    vector = VECTORS["registered"]
    found = WebAuthn().made(made(), vector["challenge"], W3C)
    assert (found.id, found.public_key, found.count) == (vector["credential"], vector["key"], 0)
    assert found.backed_up


def test_the_published_assertion_holds() -> None:
    vector = VECTORS["used"]
    assert WebAuthn().used(used("used"), vector["challenge"], W3C, vector["key"]) == 0


def test_the_published_assertion_without_verification_of_the_person_is_refused() -> None:
    vector = VECTORS["unverified"]
    with pytest.raises(PasskeyError, match="not verified"):
        WebAuthn().used(used("unverified"), vector["challenge"], W3C, vector["key"])


@pytest.mark.parametrize("part", ["signature", "data", "client"])
def test_a_published_assertion_of_which_a_part_is_another_does_not_hold(part: str) -> None:
    vector = VECTORS["used"]
    other = used("used", **{part: VECTORS["unverified"][part]})
    with pytest.raises(PasskeyError):
        WebAuthn().used(other, vector["challenge"], W3C, vector["key"])


def test_a_registration_for_another_challenge_does_not_hold() -> None:
    with pytest.raises(PasskeyError, match="challenge"):
        WebAuthn().made(made(), VECTORS["used"]["challenge"], W3C)


@pytest.mark.parametrize(
    "rubbish", ["", "{}", made(attestation="AAAA"), made(client="AAAA"), made(attestation="n59fn")]
)
def test_rubbish_is_refused_in_words(rubbish: str) -> None:
    with pytest.raises(PasskeyError, match="proves nothing"):
        WebAuthn().made(rubbish, VECTORS["registered"]["challenge"], W3C)


@pytest.mark.parametrize(
    ("origin", "name"),
    [("https://desk.example.org", "desk.example.org"), ("http://localhost:8080", "localhost")],
)
def test_passkeys_are_for_the_host_whatever_the_port(origin: str, name: str) -> None:
    site = site_of(origin, NodeId("RS"))
    assert (site.id, site.origin) == (name, origin)
