"""What can be wrong with a noun of the domain.

ModelError
├── ParseError      the input does not say what it should, at a named path
└── SchemaError     a kind's own definition is wrong
"""


class ModelError(Exception):
    """Base of everything that the model refuses."""


class ParseError(ModelError):
    """Input that does not say what it should; names the path to the first fault."""

    def __init__(self, path: str, problem: str) -> None:
        """Remember where the fault lies and what it is, in words for a person."""
        super().__init__(f"{path or 'input'}: {problem}")
        self.path = path
        self.problem = problem


class SchemaError(ModelError):
    """A kind is defined wrongly in `schema/*.yaml`."""
