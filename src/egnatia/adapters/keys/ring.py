"""The keys of a node in their generations: new ones are made beside the old, and used when the directory lists them.

Generation 1 lies in the keys folder itself, with the ledger's key, which stays; later ones in `2/`, `3/` … below it.
Which generation signs and is shown follows the directory in force at the moment of use; all of them open.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from egnatia.adapters.keys.certificate import Identity
from egnatia.adapters.keys.files import NodeKeys, create_generation, load_keys
from egnatia.adapters.keys.sealing import HpkeOpener
from egnatia.adapters.keys.signing import Ed25519Signer
from egnatia.casework.ports import Clock
from egnatia.exchange.directory import Directory
from egnatia.exchange.limits import MAX_SKEW
from egnatia.exchange.member import Member, Use, Validity, key_id
from egnatia.model.identity import NodeId

#: Says since when a key of a generation counts, if it does at that time.
Counts = Callable[[Member, NodeKeys, datetime], datetime | None]
_NUMBER = re.compile(r"[1-9]\d{0,5}")


class KeyRing:
    """All keys of one node; signs, opens, and says which certificate to show."""

    def __init__(self, keys: NodeKeys, folder: Path, directory: Callable[[], Directory], clock: Clock) -> None:
        """Load the later generations too.

        Args:
            keys: the first generation.
            folder: of the keys.
            directory: in force now.
            clock: by which keys count.

        Raises:
            KeysError: a generation is damaged, or open to others; names the file.
        """
        self._first = keys
        self._folder = folder
        self._directory = directory
        self._clock = clock
        self._seen = directory()
        self._generations = tuple(_load(keys, folder))

    @property
    def kid(self) -> str:
        """The id of the key that signs now."""
        return self.current().kid

    def sign(self, data: bytes) -> bytes:
        """Return the signature of `data` by the key that counts now."""
        return self.current().sign(data)

    def current(self) -> Ed25519Signer:
        """Return the newest signing key that the directory lists as counting now; the oldest if it lists none."""
        return self._newest(lambda me, keys, at: _counts(me, Use.SIGN, keys.signer.public, at)).signer

    def open(self, sealed: bytes, info: bytes) -> bytes | None:
        """Return the plaintext; None if it opens with none of the keys, old ones included."""
        return next((found for one in self._openers() if (found := one.open(sealed, info)) is not None), None)

    def shown(self) -> Identity:
        """Return the certificate to show: the newest that counts now, by clocks that are a little behind as well.

        Only if there is no such: the newest that counts by our own clock.
        """
        keys = self._newest(_shows, MAX_SKEW)
        return Identity(certificate=keys.tls_certificate, key=keys.tls_key)

    def _openers(self) -> Iterator[HpkeOpener]:
        """Give the openers, the likeliest first: opening in vain takes as long as opening."""
        first = self._newest(lambda me, keys, at: _counts(me, Use.SEAL, keys.opener.public, at)).opener
        yield first
        yield from (keys.opener for keys in self._generations if keys.opener is not first)

    def _newest(self, counts: Counts, settled: timedelta = timedelta(0)) -> NodeKeys:
        """Return the generation whose key counts now and began last, if possible so long ago; else the first."""
        now = self._now()
        me = self._seen.member(self._first.node)
        if me is None or len(self._generations) == 1:
            return self._first
        begun = [(begins, keys) for keys in self._generations if (begins := counts(me, keys, now))]
        chosen = [one for one in begun if one[0] <= now - settled] or begun
        return max(chosen, key=lambda one: one[0])[1] if chosen else self._first

    def _now(self) -> datetime:
        """Return the time; look for new generations when the directory has changed: none counts before it is listed."""
        directory = self._directory()
        if directory is not self._seen:
            self._generations = tuple(_load(self._first, self._folder))
            self._seen = directory
        return self._clock.now()


def add_generation(folder: Path, node: NodeId, validity: Validity) -> NodeKeys:
    """Make the next generation of a node's keys, but for the ledger's, which stays.

    Raises:
        KeysError: the keys so far are damaged, or the disk refuses.
    """
    first = load_keys(folder)
    number = 1 + len(tuple(_load(first, folder)))
    return create_generation(folder / str(number), node, validity, folder)


def _load(first: NodeKeys, folder: Path) -> Iterator[NodeKeys]:
    yield first
    numbers = sorted(int(path.name) for path in folder.iterdir() if path.is_dir() and _NUMBER.fullmatch(path.name))
    yield from (load_keys(folder / str(number), folder) for number in numbers)


def _counts(me: Member, use: Use, public: bytes, at: datetime) -> datetime | None:
    """Return since when a key counts, if it does at that time."""
    key = me.key(use, key_id(public))
    return key.validity.begins if key and key.validity.holds(at) else None


def _shows(me: Member, keys: NodeKeys, at: datetime) -> datetime | None:
    held = (tls.validity for tls in me.tls if tls.spki == keys.spki)
    return next((validity.begins for validity in held if validity.holds(at)), None)
