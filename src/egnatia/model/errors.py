"""What can be wrong with a noun of the domain.

ModelError
├── ParseError              the input does not say what it should, at a named path
│   └── ContradictionError  two parts of one value do not go together
├── LineageError            a record that may not stand in a lineage (`lineage.py`)
└── SchemaError             what ships with the package is wrong: a kind's definition, say
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


class ContradictionError(ParseError):
    """Two parts of one value do not go together; the path begins at that value."""


class SchemaError(ModelError):
    """What ships with the package is wrong: a kind in `schema/*.yaml`, or the list of countries."""
