"""Bundles that go by hand: read strictly."""

import pytest
from tests.unit.exchange.network import RS
from tests.unit.model.samples import MORNING

from egnatia.exchange.bundles import Manifest, Part, digest_of, read_bundle, read_manifest, write_bundle
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
