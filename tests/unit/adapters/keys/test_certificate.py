"""The TLS certificate, shown by client and server to each other."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from egnatia.adapters.keys.certificate import spki_digest
from egnatia.adapters.keys.files import create_keys
from egnatia.exchange.member import Validity
from egnatia.model.identity import NodeId

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = Validity(begins=NOW, ends=NOW + timedelta(days=365))


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("nodes")
    for node in ("AL", "RS", "HR"):
        create_keys(folder / node, NodeId(node), YEAR.begins, YEAR.ends)
    return {node: folder / node for node in ("AL", "RS", "HR")}


def context(side: int, own: Path, trusted: list[Path]) -> ssl.SSLContext:
    made = ssl.SSLContext(side)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    made.load_cert_chain(own / "tls.crt", own / "tls.pem")
    for folder in trusted:
        made.load_verify_locations(folder / "tls.crt")
    return made


def shake_hands(server: ssl.SSLContext, client: ssl.SSLContext) -> tuple[bytes, bytes]:
    """Connect in memory; returns the certificates that client and server saw of each other, in DER."""
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [client.wrap_bio(down, up), server.wrap_bio(up, down, server_side=True)]
    for _ in range(3):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    seen = [side.getpeercert(binary_form=True) for side in sides]
    assert sides[1].version() == "TLSv1.3"
    return seen[0] or b"", seen[1] or b""


def test_two_members_know_each_other_by_the_keys_that_the_directory_lists(nodes: dict[str, Path]) -> None:
    server = context(ssl.PROTOCOL_TLS_SERVER, nodes["RS"], [nodes["AL"]])
    client = context(ssl.PROTOCOL_TLS_CLIENT, nodes["AL"], [nodes["RS"]])
    of_server, of_client = shake_hands(server, client)
    assert spki_digest(of_server) == spki_digest((nodes["RS"] / "tls.crt").read_bytes())
    assert spki_digest(of_client) == spki_digest((nodes["AL"] / "tls.crt").read_bytes())


def test_a_stranger_gets_no_connection(nodes: dict[str, Path]) -> None:
    server = context(ssl.PROTOCOL_TLS_SERVER, nodes["RS"], [nodes["AL"]])
    client = context(ssl.PROTOCOL_TLS_CLIENT, nodes["HR"], [nodes["RS"]])
    with pytest.raises(ssl.SSLError, match=r"CERTIFICATE_VERIFY_FAILED|certificate verify failed"):
        shake_hands(server, client)


def test_a_certificate_can_vouch_for_nobody_else(nodes: dict[str, Path]) -> None:
    certificate = x509.load_pem_x509_certificate((nodes["RS"] / "tls.crt").read_bytes())
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign


def test_a_certificate_holds_from_a_little_earlier_until_the_end(nodes: dict[str, Path]) -> None:
    certificate = x509.load_pem_x509_certificate((nodes["RS"] / "tls.crt").read_bytes())
    assert certificate.not_valid_before_utc == YEAR.begins - timedelta(hours=1)
    assert certificate.not_valid_after_utc == YEAR.ends


def test_noise_is_no_certificate() -> None:
    for noise in (b"", b"-----BEGIN CERTIFICATE-----", b"\x30\x03abc"):
        with pytest.raises(ValueError, match=r"."):
            spki_digest(noise)
