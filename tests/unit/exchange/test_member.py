"""A member of the network, as the directory lists it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.exchange.network import ALWAYS, HR, RS
from tests.unit.model.samples import MORNING

from egnatia.exchange.member import Key, Use, key_id, parse_member, plain_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError

MEMBER = RS.member()
SOON = timedelta(days=1)


def test_a_member_survives_the_journey() -> None:
    revoked = RS.member(RS.key(Use.SIGN, replace(ALWAYS, revoked=MORNING)))
    for member in (MEMBER, revoked):
        assert parse_member(canonical.from_bytes(canonical.to_bytes(plain_member(member)))) == member


def test_a_key_is_found_by_its_id_and_use_valid_or_not() -> None:
    over = RS.key(Use.SIGN, replace(ALWAYS, revoked=MORNING))
    member = RS.member(over)
    assert member.key(Use.SIGN, over.kid) == over
    assert member.key(Use.LEDGER, over.kid) is None
    assert member.current(Use.SIGN, MORNING) is None


def test_of_several_keys_the_newest_that_counts_is_current() -> None:
    old, new = RS.key(Use.SEAL), replace(HR.key(Use.SEAL), validity=replace(ALWAYS, begins=MORNING))
    member = RS.member(new, old)
    assert member.current(Use.SEAL, MORNING - SOON) == old
    assert member.current(Use.SEAL, MORNING) == new
    assert member.current(Use.SEAL, ALWAYS.ends) is None


def test_the_id_of_a_key_is_the_beginning_of_its_digest() -> None:
    assert key_id(b"") == "e3b0c44298fc1c149afbf4c8996fb924"


def changed(*path: str | int, value: object) -> dict[str, Any]:
    plain = plain_member(MEMBER)
    inner: Any = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("plain", "path"),
    [
        (changed("country", value=None), "country"),
        (changed("sort", value="ngo"), "country"),
        (changed("sort", value="firm"), "sort"),
        (changed("endpoint", value="http://rs.example"), "endpoint"),
        (changed("endpoint", value="https://rs.example/path"), "endpoint"),
        (changed("endpoint", value="https://user@rs.example"), "endpoint"),
        (changed("endpoint", value="https://" + "a" * 200), "endpoint"),
        (changed("tls", 0, "spki", value="00"), "tls[0].spki"),
        (changed("tls", 0, "certificate", value="-----BEGIN PRIVATE KEY-----"), "tls[0].certificate"),
        (changed("tls", 0, "until", value="2020-01-01T00:00:00.000Z"), "tls[0].until"),
        (changed("keys", 0, "public", value="AA"), "keys[0].public"),
        (changed("keys", 0, "use", value="seal"), "keys[0].public"),
        (changed("keys", 0, "kid", value="00" * 16), "keys[0].kid"),
        (changed("keys", 0, "revoked", value="yesterday"), "keys[0].revoked"),
        (changed("keys", 0, "more", value=1), "keys[0].more"),
        (changed("more", value=1), "more"),
    ],
)
def test_a_faulty_entry_names_the_path(plain: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_member(plain)
    assert caught.value.path == path


@pytest.mark.parametrize("endpoint", ["https://127.0.0.1:8443", "https://[::1]:8443", "https://node.example"])
def test_addresses_are_taken_in_these_forms(endpoint: str) -> None:
    assert parse_member(changed("endpoint", value=endpoint)).endpoint == endpoint


def test_a_key_of_the_wrong_length_is_no_key() -> None:
    short = RS.opener.public[:-1]
    key = Key(use=Use.SEAL, kid=key_id(short), public=short, validity=ALWAYS)
    with pytest.raises(ParseError, match="not the 1216 bytes of a key to seal"):
        parse_member(plain_member(RS.member(key)))
