"""What is not lawful says all that is missing, in its sentence and piece by piece."""

import inspect

from egnatia.casework import errors
from egnatia.casework.errors import CaseworkError, DamagedError, NotLawfulError, SentBeforeError


def test_what_is_missing_stands_in_the_sentence_and_by_itself() -> None:
    error = NotLawfulError("this may not be asked", ("an offence", "a case file"))
    assert str(error) == "this may not be asked; an offence; a case file"
    assert error.missing == ("an offence", "a case file")


def test_every_error_of_the_package_is_one_of_its_own() -> None:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    assert len(found) >= 5
    foreign = [kind for kind in found if not issubclass(kind, CaseworkError)]
    # Nobody's fault who asks, or nothing refused: what catches refusals is not to swallow them.
    assert foreign == [DamagedError, SentBeforeError]
