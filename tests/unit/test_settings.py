from pathlib import Path

import pytest

from egnatia.casework.allowance import Allowance
from egnatia.exchange.rate import Rate
from egnatia.model.identity import NodeId
from egnatia.settings import Address, OnContradiction, Settings, SettingsError, read_settings, write_settings

LEAST = 'node = "RS"\n[port]\nbind = "10.1.2.3"\nport = 8443\n[desk]\nbind = "127.0.0.1"\nport = 8080\n'


def read(folder: Path, text: str) -> Settings:
    (folder / "node.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_what_is_not_set_is_as_shipped(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    assert (settings.node, settings.port, settings.desk) == (
        "RS",
        Address(bind="10.1.2.3", port=8443),
        Address(bind="127.0.0.1", port=8080),
    )
    assert settings.rate == Rate(burst=2000, per_second=1000.0)
    assert settings.on_contradiction is OnContradiction.WARN
    assert settings.database_file == tmp_path / "egnatia.db"


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    here = Address(bind='a "quoted" \\ name', port=1)
    settings = Settings(
        folder=tmp_path,
        node=NodeId("SELEC"),
        port=here,
        desk=here,
        database="sqlite:///other.db",
        rate=Rate(burst=64, per_second=5.0),
        on_contradiction=OnContradiction.STOP,
        allowance=Allowance(asked=2, asked_by_all=5, answered=3, days=30),
    )
    assert read(tmp_path, write_settings(settings)) == settings


def test_a_relative_database_is_below_the_folder_and_another_is_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST + '[database]\nurl = "sqlite:////srv/x.db"\n').database_url == "sqlite:////srv/x.db"
    elsewhere = read(tmp_path, LEAST + '[database]\nurl = "postgresql://db/egnatia"\n')
    assert (elsewhere.database_url, elsewhere.database_file) == ("postgresql://db/egnatia", None)


def test_everything_of_a_node_is_in_its_folder(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    found = (settings.keys, settings.directory, settings.socket)
    assert found == (tmp_path / "keys", tmp_path / "directory", tmp_path / "node.sock")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("node = 'rs'\n", "node.toml: node: not a node's name"),
        (LEAST.replace("8443", "70000"), "node.toml: port.port: not a whole number from 0 to 65535"),
        (LEAST.replace('bind = "10.1.2.3"\n', ""), "node.toml: port.bind: missing"),
        (LEAST + "[cache]\nsize = 1\n", "node.toml: cache: unknown field"),
        (LEAST + "[limits]\nburst = 1\nper_second = 1\n", "node.toml: limits.burst: not a whole number from 64"),
        (LEAST + "[database]\npath = 'x'\n", "node.toml: database.url: missing"),
        (LEAST + '[witness]\non_contradiction = "shrug"\n', "witness.on_contradiction: not one of warn, stop"),
        (LEAST + "[repeats]\nasked = 0\n", "node.toml: repeats.asked: not a whole number from 1"),
        ("node = ", "node.toml is no TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)


def test_missing_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"node\.toml cannot be read: No such file"):
        read_settings(tmp_path)


def test_settings_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"node\.toml is no TOML"):
        read_settings(tmp_path)
