"""Whether the keys in a node's folder are those by which its network knows it."""

from pathlib import Path
from ssl import PEM_cert_to_DER_cert

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.files import LEDGER, SEAL, SIGN, TLS_CERTIFICATE, NodeKeys
from egnatia.exchange.member import Member, Use, key_id

_FILES = {Use.SIGN: SIGN, Use.SEAL: SEAL, Use.LEDGER: LEDGER}


def check_own(keys: NodeKeys, folder: Path, me: Member) -> None:
    """Refuse a key that somebody put in another's place: with it, nothing that the node says would be believed.

    Expired and revoked keys are known too: the directory keeps them. Only the first generation of keys is looked at;
    a later one is made before the network lists it.

    Args:
        keys: the first generation.
        folder: of the keys, to name the file.
        me: the node, as its directory lists it.

    Raises:
        KeysError: names the file.
    """
    publics = {Use.SIGN: keys.signer.public, Use.SEAL: keys.opener.public, Use.LEDGER: keys.ledger.public}
    for use, public in publics.items():
        if me.key(use, key_id(public)) is None:
            raise KeysError(f"{folder / _FILES[use]}: the network's directory lists no such key of {me.node}")
    shown = PEM_cert_to_DER_cert(keys.certificate)
    if all(keys.spki != tls.spki or shown != PEM_cert_to_DER_cert(tls.certificate) for tls in me.tls):
        raise KeysError(f"{folder / TLS_CERTIFICATE}: the network's directory lists no such certificate of {me.node}")
