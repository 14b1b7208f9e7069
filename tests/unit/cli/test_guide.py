"""The next command stands on a line of its own, as a shell reads it, and not where programs read."""

from pathlib import Path

import pytest

from egnatia.cli.guide import say_next


def test_the_next_command_can_be_typed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    say_next("and leave it running", "node", "serve", Path("/srv/our node"))
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "next, and leave it running:\n  egnatia node serve '/srv/our node'\n")
