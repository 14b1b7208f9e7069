"""What can go wrong between nodes.

ExchangeError
├── Refused             an envelope or a batch is refused, with a code that the other node understands
├── TooLargeError       a message does not fit into an envelope
├── NoKeyError          the directory lists no key that may be used now
├── ReceiptError        a receipt does not prove what it should
├── ProofFileError      a file is no proof file
├── ReportError         a report on an identification is none, or not what its node signed
├── NotWitnessedError   a checkpoint that a witness does not take (`witness.py`)
├── DirectoryError      the directory, or a change of its root, is not to be trusted
│   └── CompetingError  it has the version of the one that is known, and another content
└── IllegalStepError    a question or a hit cannot move on in this way
"""

import re
from dataclasses import dataclass

from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.model.errors import ParseError

#: A place that is made of our own names of fields; whatever else stands in a path, the sender has put there.
_PLACE = re.compile(r"[a-z_]{1,20}(\[\d{1,4}\])?(\.[a-z_]{1,20}(\[\d{1,4}\])?){0,3}")


class ExchangeError(Exception):
    """Base of everything that the protocol refuses."""


class ProofFileError(ExchangeError):
    """A file is no proof file."""


class ReportError(ExchangeError):
    """A report on an identification is none, or not what its node signed."""


class Refused(ExchangeError):  # noqa: N818 - the word of the protocol for a perfectly ordinary outcome
    """An envelope or a batch is refused; the sender is told the code and the words."""

    def __init__(self, code: RefusalCode, words: str) -> None:
        """Remember why, for the machine and for the person."""
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words

    @property
    def refusal(self) -> Refusal:
        """What the sender is told."""
        return Refusal(code=self.code, words=self.words)


def malformed(what: str, error: ParseError) -> Refused:
    """Return the refusal of what is not in the form of the protocol, naming the place but not what stood there."""
    place = error.path if _PLACE.fullmatch(error.path) else "its form"
    return Refused(RefusalCode.MALFORMED, f"{what} is malformed: {place}")


class TooLargeError(ExchangeError):
    """A message does not fit into an envelope; whoever decides on it must say less."""


class NoKeyError(ExchangeError):
    """The directory lists no such member, or no key of it that may be used now."""


class ReceiptError(ExchangeError):
    """A receipt does not prove that this letter was accepted by this partner."""


class DirectoryError(ExchangeError):
    """The directory is damaged, not signed by enough governors, older than a known one, or contradicts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two contents of one version of the directory: somebody lies, or a network has split."""

    what: str  #: Which part, and its version.
    known: str  #: SHA-256 of the signed part that this node trusts, and goes on to trust.
    found: str  #: That of the other.


class CompetingError(DirectoryError):
    """A second root or list of members with a version that is known."""

    def __init__(self, dispute: Dispute) -> None:
        """Name both."""
        super().__init__(f"{dispute.what} is not the one that this node trusts: {dispute.found}, not {dispute.known}")
        self.dispute = dispute


class IllegalStepError(ExchangeError):
    """A question or a hit cannot move on in this way from where it is."""
