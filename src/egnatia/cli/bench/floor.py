"""The floor of an exchange: the processor time of its bare key operations, which no code of ours can save."""

import time

from egnatia.casework.office import Office
from egnatia.exchange.limits import SMALLEST_LETTER
from egnatia.exchange.member import Use

#: A question and its answer travel in an envelope each.
_ENVELOPES = 2
_ROUNDS = 200


def key_operations_ms(office: Office) -> float:
    """Sign, seal, open and verify the smallest letter, twice a question; the mean, in ms of processor time.

    Measured beside a bench, on the same machine under the same conditions, so that its figures can be told as ratios.

    Raises:
        LookupError: the directory lists no keys of this node that count now.
    """
    member, now = office.directory().members[office.me], office.clock.now()
    seal, sign = member.current(Use.SEAL, now), member.current(Use.SIGN, now)
    if seal is None or sign is None:
        raise LookupError(f"the directory lists no keys of {office.me} that count now")
    letter, info = bytes(SMALLEST_LETTER), b"bench"
    begun = time.thread_time()
    for _ in range(_ROUNDS):
        signature = office.keys.signer.sign(letter)
        office.keys.opener.open(office.keys.sealer.seal(letter, seal.public, info), info)
        office.keys.verifier.verify(letter, signature, sign.public)
    return (time.thread_time() - begun) * 1000 / _ROUNDS * _ENVELOPES
