"""Why a use case did not do what somebody wanted.

CaseworkError
├── NotAllowedError    the person may not do this
├── RestrictedError    the person has not acknowledged how a partner restricted the use of what it gave
├── NotLawfulError     the law does not allow it now; says what is missing
├── NotFoundError      there is no such thing here
└── ConflictError      it cannot be done in the state in which the thing is
    └── OvertakenError somebody else changed the thing meanwhile
DamagedError           apart, as nobody refuses anything: a row is not what it was, whatever is done with it
SentBeforeError        apart, as nothing is refused: the same form was carried out, or is just being carried out
"""


class CaseworkError(Exception):
    """Base of everything that a use case refuses."""


class NotAllowedError(CaseworkError):
    """The person has no right to do this, or not in this matter."""


class NotLawfulError(CaseworkError):
    """The law does not allow it now."""

    def __init__(self, words: str, missing: tuple[str, ...]) -> None:
        """Remember in words what is missing."""
        super().__init__("; ".join((words, *missing)))
        self.missing = missing


class RestrictedError(CaseworkError):
    """A partner restricted the use of what it gave in words (H3), which the person has not acknowledged."""

    def __init__(self, words: str, path: str, restriction: str, case: str = "") -> None:
        """Remember the words of the partner, and what they are about.

        Args:
            words: why nothing is shown.
            path: of the record or message, as the desk and the interface call it.
            restriction: in the partner's words.
            case: the case file in which it was to be read; empty: a message.
        """
        super().__init__(words)
        self.path = path
        self.restriction = restriction
        self.case = case


class NotFoundError(CaseworkError):
    """There is no such thing here."""


class DamagedError(Exception):
    """Something on record was changed by hand or is damaged: it is not shown, and oversight is told."""

    def __init__(self, table: str, key: str, words: str) -> None:
        """Remember which row it is."""
        super().__init__(words)
        self.table = table
        self.key = key


class SentBeforeError(Exception):
    """The same form came before: what it wants was done, or is just being done."""


class ConflictError(CaseworkError):
    """It cannot be done in the state in which the thing is."""


class OvertakenError(ConflictError):
    """Somebody else changed the thing since the person saw it: both versions are to be looked at."""
