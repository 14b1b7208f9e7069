"""What can be wrong with the law as it is written down; a wrong text keeps a node from starting.

LawError
├── DataError       an instrument, offence or membership contradicts itself or names what does not exist
├── PolicyError     a policy is misspelt, lacks an annotation, or cannot be parsed
└── UnknownChannel  somebody asks for a channel that no instrument has
"""


class LawError(Exception):
    """Base of everything that is wrong with data or policies of the law."""


class DataError(LawError):
    """A fact in `instruments.yaml`, `memberships.yaml` or `offences.yaml` is wrong; names the place."""

    def __init__(self, place: str, problem: str) -> None:
        """Remember where the fault lies and what it is, in words for a person."""
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


class PolicyError(LawError):
    """A Cedar policy is not one that may decide; names the file and the policy."""


class UnknownChannel(LawError):  # noqa: N818 - what it is, like NotFound
    """There is no such instrument, or it does not cover the kind."""
