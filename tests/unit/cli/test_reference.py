import pytest

import cli_reference
from egnatia.cli.main import COMMANDS


def test_the_reference_page_tells_what_the_commands_say() -> None:
    assert cli_reference.PAGE.read_text("utf-8") == cli_reference.page(), "run scripts/cli_reference.py"


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_on_the_page(name: str) -> None:
    assert f"## egnatia {name} " in cli_reference.page()
