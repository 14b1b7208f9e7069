"""The town in which commands and programs are tried."""

from collections.abc import Callable, Iterator

import pytest
from tests.integration.town import Town, town

from egnatia.cli import main


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Give three nodes that run, for all tests of the session."""
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


Type = Callable[..., str]


@pytest.fixture
def typed(place: Town, capsys: pytest.CaptureFixture[str]) -> Type:
    """Give a way to type a command at a node as somebody, and to read what it prints; it must end as expected."""

    def run(node: str, account: str, *words: str, code: int = 0) -> str:
        capsys.readouterr()
        where = ["--node", str(place.folder(node)), "--as", account]
        with pytest.raises(SystemExit) as ended:
            main([*words, *where])
        told = capsys.readouterr()
        assert ended.value.code == code, told.err or told.out
        assert "Traceback" not in told.err
        return told.err if code else told.out

    return run
