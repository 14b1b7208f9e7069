"""Bundles that go by hand: read strictly."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.exchange.network import AL, ALWAYS, RS, VERIFIER
from tests.unit.model.samples import MORNING

from egnatia.exchange.bundles import (
    LARGEST,
    Manifest,
    Part,
    check_signed,
    digest_of,
    read_bundle,
    read_manifest,
    write_bundle,
)
from egnatia.exchange.errors import Refused
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId

BODY = b'{"envelopes":[]}'
PART = Part(digest=digest_of(BODY), messages=(MessageId("ab" * 16),))
MANIFEST = Manifest(sender=RS.node, recipient=NodeId("AL"), at=MORNING, parts=(PART,))


def test_a_bundle_is_read_as_it_was_written() -> None:
    bundle = read_bundle(write_bundle(MANIFEST, [BODY], RS.signer))
    assert (bundle.manifest, bundle.bodies) == (MANIFEST, (BODY,))
    assert read_manifest(bundle.signed) == MANIFEST


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", canonical.to_bytes({"bodies": [], "manifest": "a.b.c", "v": 1})])
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_bundle(data)


def test_a_body_that_the_manifest_does_not_name_is_refused() -> None:
    with pytest.raises(Refused, match="something else"):
        read_bundle(write_bundle(MANIFEST, [BODY + b" "], RS.signer))


def test_what_is_no_manifest_is_refused() -> None:
    with pytest.raises(ParseError):
        read_manifest(b"not one")


@pytest.mark.slow
def test_what_is_larger_than_any_bundle_is_not_even_read() -> None:
    with pytest.raises(Refused, match="at most"):
        read_bundle(b" " * (LARGEST + 1))


def test_a_manifest_counts_only_by_a_key_of_its_sender_that_counted_when_it_was_signed() -> None:
    signed = read_bundle(write_bundle(MANIFEST, [BODY], RS.signer)).signed
    check_signed(signed, MANIFEST, RS.member(), VERIFIER)
    other = replace(AL.member(), node=RS.node)
    swapped = replace(RS.member(), keys=(*(replace(key, public=bytes(32)) for key in RS.member().keys),))
    for member in (other, swapped):
        with pytest.raises(Refused, match="not signed by a key of its sender"):
            check_signed(signed, MANIFEST, member, VERIFIER)
    with pytest.raises(Refused, match="does not count"):
        check_signed(signed, replace(MANIFEST, at=ALWAYS.ends + timedelta(days=1)), RS.member(), VERIFIER)
