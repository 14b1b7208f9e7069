"""The TLS certificate of a node: self-signed, because the directory, not an authority, says which keys count."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from egnatia.model.identity import NodeId

#: Certificates that start now must hold for partners whose clocks are a little behind.
_HEAD_START = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a node shows on connections: the files of its certificate and of the key in it, both PEM."""

    certificate: Path
    key: Path


def build_certificate(node: NodeId, private: EllipticCurvePrivateKey, begins: datetime, ends: datetime) -> bytes:
    """Make the certificate that a node shows, as client and as server, in PEM."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, node)])
    public = private.public_key()
    builder = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - _HEAD_START)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNING_ONLY, critical=True)
        .add_extension(_CLIENT_AND_SERVER, critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(node.lower())]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    return builder.sign(private, SHA256()).public_bytes(Encoding.PEM)


def spki_digest(certificate: bytes) -> str:
    """Return the SHA-256 of the public key in a certificate, by which the directory knows it.

    Args:
        certificate: PEM, or DER as the TLS library hands it over.

    Returns:
        SHA-256 of the SubjectPublicKeyInfo in DER, as 64 hexadecimal digits.

    Raises:
        ValueError: not a certificate.
    """
    pem = certificate.startswith(b"-----")
    read = x509.load_pem_x509_certificate(certificate) if pem else x509.load_der_x509_certificate(certificate)
    return hashlib.sha256(read.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


_SIGNING_ONLY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
_CLIENT_AND_SERVER = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
