"""How long one envelope takes to wrap and to unwrap, with real keys and a typical question; prints a JSON line."""

import json
import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from egnatia.adapters.keys.files import NodeKeys, create_keys
from egnatia.adapters.keys.governor import create_governor
from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.exchange.directory import Directory, parse_directory, trust_root
from egnatia.exchange.envelope import EnvelopeId, Receiving, Sending, unwrap, wrap
from egnatia.exchange.founding import Constitution, Governors, build_root, build_targets
from egnatia.exchange.member import Member, Sort, Validity
from egnatia.model.identity import CountryCode, MessageId, NodeId
from egnatia.model.message import Message, MessageType

NOW = datetime(2026, 11, 21, 8, 15, tzinfo=UTC)
YEAR = Validity(begins=NOW, ends=NOW + timedelta(days=365))
ASKER, PARTNER = NodeId("RS"), NodeId("HR")
QUESTION = {
    "id": "1" * 32,
    "asker": ASKER,
    "partner": PARTNER,
    "kind": "person",
    "properties": {"family_name": ["Јовановић"], "first_name": ["Петар"], "birth_date": ["1985-04-12"]},
    "purpose": "criminal_investigation",
    "offence": "firearms_trafficking",
    "instrument": "pcc-see",
    "case_file": "2" * 32,
    "subject": {"role": "suspect", "minor": False, "asylum_from": []},
    "necessity": "Seen with the driver of the lorry that was stopped; the partner registered the lorry.",
    "urgent": False,
    "asked_at": "2026-11-21T08:15:00.000Z",
    "expires_at": "2026-11-22T08:15:00.000Z",
    "policy": "3" * 64,
}


def main() -> None:
    """Build a network of two and measure; `--repeat N` sets how often (the best of them counts)."""
    repeat = int(sys.argv[sys.argv.index("--repeat") + 1]) if "--repeat" in sys.argv else 20
    with tempfile.TemporaryDirectory() as folder:
        asker, partner, directory = _network(Path(folder))
    sending = Sending(directory=directory, now=NOW, signer=asker.signer, sealer=HpkeSealer())
    receiving = Receiving(
        me=PARTNER, peer=ASKER, directory=directory, now=NOW, opener=partner.opener, verifier=Ed25519Verifier()
    )
    message = Message(
        id=MessageId("4" * 32),
        type=MessageType.QUESTION,
        sender=ASKER,
        recipient=PARTNER,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=1),
        body=QUESTION,
    )
    wrapped = wrap(message, EnvelopeId("5" * 32), sending)
    figures = {
        "bench": "envelope",
        "bytes": len(wrapped.data),
        "wrap_us": _best(lambda: wrap(message, EnvelopeId("5" * 32), sending), repeat),
        "unwrap_us": _best(lambda: unwrap(wrapped.data, receiving), repeat),
    }
    print(json.dumps(figures | _floor(wrapped.data, sending, receiving, repeat)))


def _floor(data: bytes, sending: Sending, receiving: Receiving, repeat: int) -> dict[str, float]:
    """Measure the bare key operations on data of the same size: what no code of ours can save."""
    opened: list[bytes] = []

    class Noting:
        def open(self, sealed: bytes, info: bytes) -> bytes | None:
            opened.extend((sealed, info, receiving.opener.open(sealed, info) or b""))
            return opened[2]

    unwrap(data, replace(receiving, opener=Noting()))
    sealed, info, jws = opened
    signed = jws.rpartition(b".")[0]
    asker, partner = (receiving.directory.members[node] for node in (ASKER, PARTNER))
    seal_key, sign_key = (next(k.public for k in m.keys if k.use == u) for m, u in ((partner, "seal"), (asker, "sign")))
    signature = sending.signer.sign(signed)
    return {
        "sign_us": _best(lambda: sending.signer.sign(signed), repeat),
        "seal_us": _best(lambda: sending.sealer.seal(jws, seal_key, info), repeat),
        "open_us": _best(lambda: receiving.opener.open(sealed, info), repeat),
        "verify_us": _best(lambda: receiving.verifier.verify(signed, signature, sign_key), repeat),
    }


def _best(work: Callable[[], object], repeat: int) -> float:
    """Return the processor time of one call in microseconds, which other programs disturb less than the clock's."""
    return round(min(timeit.repeat(work, number=_CALLS, repeat=repeat, timer=time.process_time)) / _CALLS * 1e6, 1)


_CALLS = 100


def _network(folder: Path) -> tuple[NodeKeys, NodeKeys, Directory]:
    governors = [create_governor(folder / f"governor-{number}.pem") for number in range(3)]
    rule = Governors(keys=tuple(governor.public_key for governor in governors), threshold=2)
    root = build_root(Constitution(root=rule, targets=rule), 1, NOW, governors[:2])
    asker, partner = (create_keys(folder / node, node, NOW, YEAR.ends) for node in (ASKER, PARTNER))
    members = [_member(asker, "SRB"), _member(partner, "HRV")]
    targets = build_targets(members, 1, NOW, governors[1:])
    return asker, partner, parse_directory([root], targets, trust_root(root))


def _member(keys: NodeKeys, country: str) -> Member:
    tls, public = keys.listed(YEAR)
    return Member(
        node=keys.node,
        country=CountryCode(country),
        sort=Sort.STATE,
        name=f"Contact point of {keys.node}",
        endpoint=f"https://{keys.node.lower()}.example:8443",
        tls=tls,
        keys=public,
    )


if __name__ == "__main__":
    main()
