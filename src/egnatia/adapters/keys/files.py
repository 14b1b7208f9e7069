"""The keys folder of a node: `sign.pem`, `seal.pem`, `ledger.pem`, `tls.pem` and the certificate `tls.crt`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from egnatia.adapters.keys.certificate import build_certificate, spki_digest
from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.folder import check_private, read_file, write_folder
from egnatia.adapters.keys.pem import read_ed25519, read_hybrid, read_p256, write_private
from egnatia.adapters.keys.sealing import HpkeOpener
from egnatia.adapters.keys.signing import Ed25519Signer
from egnatia.exchange.member import Key, TlsCertificate, Use, Validity, key_id
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node

SIGN, SEAL, LEDGER, TLS_KEY, TLS_CERTIFICATE = "sign.pem", "seal.pem", "ledger.pem", "tls.pem", "tls.crt"


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeKeys:
    """The keys of one node, loaded and checked."""

    node: NodeId
    signer: Ed25519Signer
    opener: HpkeOpener
    ledger: Ed25519Signer
    tls_key: Path  #: For the TLS library, which reads files itself.
    tls_certificate: Path
    certificate: str  #: PEM.
    spki: str  #: SHA-256 of the key in it, by which partners know the connection.

    def listed(self, validity: Validity) -> tuple[tuple[TlsCertificate, ...], tuple[Key, ...]]:
        """Return what the directory is to list of these keys: public halves only."""
        publics = ((Use.SIGN, self.signer.public), (Use.SEAL, self.opener.public), (Use.LEDGER, self.ledger.public))
        return (
            (TlsCertificate(spki=self.spki, certificate=self.certificate, validity=validity),),
            tuple(Key(use=use, kid=key_id(public), public=public, validity=validity) for use, public in publics),
        )


def create_keys(folder: Path, node: NodeId, begins: datetime, ends: datetime) -> NodeKeys:
    """Make new keys for a node; the folder appears whole or not at all.

    Args:
        folder: must not exist yet.
        node: stands in the certificate.
        begins: from when on the certificate holds.
        ends: until when it holds.

    Raises:
        KeysError: the folder exists already, or the disk refuses.
    """
    ledger = {LEDGER: write_private(Ed25519PrivateKey.generate())}
    write_folder(folder, _new_keys(node, begins, ends) | ledger)
    return load_keys(folder)


def create_generation(folder: Path, node: NodeId, validity: Validity, ledger: Path) -> NodeKeys:
    """Make new keys for a node that has some, but for the ledger's; the folder appears whole or not at all.

    Args:
        folder: must not exist yet.
        node: stands in the certificate.
        validity: of the certificate.
        ledger: the folder in which the ledger's key is.

    Raises:
        KeysError: the folder exists already, or the disk refuses.
    """
    write_folder(folder, _new_keys(node, validity.begins, validity.ends))
    return load_keys(folder, ledger)


def _new_keys(node: NodeId, begins: datetime, ends: datetime) -> dict[str, bytes]:
    tls = generate_private_key(SECP256R1())
    return {
        SIGN: write_private(Ed25519PrivateKey.generate()),
        SEAL: write_private(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()),
        TLS_KEY: write_private(tls),
        TLS_CERTIFICATE: build_certificate(node, tls, begins, ends),
    }


def load_keys(folder: Path, ledger: Path | None = None) -> NodeKeys:
    """Load a node's keys, and check that they are whole, of the right sort, and for their owner's eyes only.

    Args:
        folder: of the keys.
        ledger: where the ledger's key is, if not among them.

    Raises:
        KeysError: names the file and says what is wrong with it; the node must not start.
    """
    check_private(folder)
    certificate = _read_certificate(folder)
    text = read_file(folder / TLS_CERTIFICATE)
    return NodeKeys(
        node=_read_name(certificate, folder / TLS_CERTIFICATE),
        signer=Ed25519Signer(read_ed25519(folder / SIGN)),
        opener=HpkeOpener(*read_hybrid(folder / SEAL)),
        ledger=Ed25519Signer(read_ed25519((ledger or folder) / LEDGER)),
        tls_key=folder / TLS_KEY,
        tls_certificate=folder / TLS_CERTIFICATE,
        certificate=text.decode("ascii"),
        spki=spki_digest(text),
    )


def _read_certificate(folder: Path) -> x509.Certificate:
    """Read the certificate, and check that it is whole and for the TLS key beside it."""
    path = folder / TLS_CERTIFICATE
    data = read_file(path)
    try:
        certificate = x509.load_pem_x509_certificate(data)
        certificate.verify_directly_issued_by(certificate)  # its signature is its own key's: any other byte breaks it
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature, x509.InvalidVersion) as error:
        raise KeysError(f"{path} is damaged: it holds no certificate in PEM that is whole") from error
    # The TLS library reads the file itself, more or less strictly than we do.
    if certificate.public_bytes(Encoding.PEM) != data:
        raise KeysError(f"{path} is damaged: it should hold one certificate in PEM, and no more")
    private = read_p256(folder / TLS_KEY)
    if certificate.public_key() != private.public_key():
        raise KeysError(f"{path} is not the certificate of the key in {folder / TLS_KEY}")
    return certificate


def _read_name(certificate: x509.Certificate, path: Path) -> NodeId:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    try:
        return parse_node(names[0].value if len(names) == 1 else None, "its name")
    except ParseError as error:
        raise KeysError(f"{path} does not name one node") from error
