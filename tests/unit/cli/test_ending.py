"""How a command ends: every reason has a code of its own, and bad input is the usual one."""

from egnatia.cli import ending
from egnatia.cli.ending import BAD_INPUT, Ending


def test_every_reason_has_a_code_of_its_own() -> None:
    codes = [value for name, value in vars(ending).items() if name.isupper()]
    assert len(codes) == len(set(codes)) >= 6
    assert all(0 < code < 256 for code in codes)


def test_bad_input_is_the_usual_reason() -> None:
    assert (Ending("no such day").code, str(Ending("no such day"))) == (BAD_INPUT, "no such day")
