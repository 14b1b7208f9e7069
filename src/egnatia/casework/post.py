"""Putting letters into requests: sealed one partner after the other, while the first are on their way already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from egnatia.casework.charge import stopped
from egnatia.casework.letters import seal
from egnatia.casework.office import Office
from egnatia.casework.rows import OutboxRow
from egnatia.exchange.batch import write_request
from egnatia.exchange.envelope import Wrapped
from egnatia.exchange.errors import NoKeyError, TooLargeError
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType

#: Bytes that a body needs beside its envelopes and the commas between them.
_FRAME = len(b'{"envelopes":[]}')

STOPPED = "exchange with it is stopped: its log contradicts itself"
EXPIRED = "expired before the partner could be reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter in the envelope of one attempt."""

    row: OutboxRow
    wrapped: Wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Unposted:
    """A letter that could not be sealed, and why."""

    row: OutboxRow
    words: str
    hopeless: bool  #: It never will be.


class Post:
    """Letters on their way out."""

    def __init__(self, office: Office, letters: Iterable[OutboxRow]) -> None:
        """Sort letters by partner; `requests` seals them."""
        self._office = office
        self._stopped = stopped(office)
        self._letters: dict[NodeId, list[OutboxRow]] = defaultdict(list)
        for row in letters:
            self._letters[row.message.recipient].append(row)
        self.groups: list[list[Posted]] = []  #: The letters of each request, in the order of the requests.
        self.unposted: list[Unposted] = []

    def requests(self) -> Iterator[tuple[NodeId, bytes]]:
        """Seal the letters of one partner after the other, and give each request as soon as it is whole."""
        for partner, rows in self._letters.items():
            for group in grouped([posted for row in rows if (posted := self._seal(row))]):
                self.groups.append(group)
                yield partner, write_request([posted.wrapped.data for posted in group])

    def _seal(self, row: OutboxRow) -> Posted | None:
        try:
            if row.message.recipient in self._stopped and row.message.type is not MessageType.CHARGE:
                left = Unposted(row=row, words=STOPPED, hopeless=False)
            elif row.message.expires_at > self._office.clock.now():
                return Posted(row=row, wrapped=seal(self._office, row.message))
            else:
                left = Unposted(row=row, words=EXPIRED, hopeless=True)
        except NoKeyError as error:
            left = Unposted(row=row, words=str(error), hopeless=False)
        except TooLargeError as error:
            left = Unposted(row=row, words=str(error), hopeless=True)
        self.unposted.append(left)
        return None


def grouped(posted: Sequence[Posted]) -> Iterator[list[Posted]]:
    """Cut letters into requests, each of at most 64 envelopes and no larger than a body may be."""
    group: list[Posted] = []
    size = _FRAME
    for one in posted:
        length = len(one.wrapped.data) + 1
        if group and (len(group) == MAX_BATCH or size + length > MAX_BODY):
            yield group
            group, size = [], _FRAME
        group.append(one)
        size += length
    if group:
        yield group
