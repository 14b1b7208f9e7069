"""Before anything is given the terminal says who will see it, and asks."""

import click
import pytest
from click.testing import CliRunner

from egnatia.cli.audience import agree, yes_option
from egnatia.cli.ending import Ending

FOUND = {
    "partner": "MK",
    "properties": ["family_name"],
    "kept_back": ["photo"],
    "viewers": [
        {"node": "MK", "person": None, "sight": "record", "because": "passed_on"},
        {"node": None, "person": None, "sight": "on_consent", "because": "onward"},
    ],
}


@click.command()
@yes_option
def give(*, yes: bool) -> None:
    """Give it."""
    agree(lambda: FOUND, "Give it?", yes=yes)
    click.echo("given")


def test_who_will_see_it_stands_above_the_question() -> None:
    said = CliRunner().invoke(give, input="y\n").output
    assert said.index("MK would get: family_name") < said.index("others") < said.index("Give it?") < said.index("given")
    assert "kept back: photo" in said


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_given(typed: str) -> None:
    ended = CliRunner().invoke(give, input=typed)
    assert isinstance(ended.exception, Ending)
    assert "nothing was given" in str(ended.exception)
    assert "\ngiven" not in ended.output


def test_a_program_is_not_asked() -> None:
    assert CliRunner().invoke(give, ["--yes"]).output == "given\n"
