from pathlib import Path

import pytest

from egnatia.casework.allowance import Allowance
from egnatia.casework.identities import Provider
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


LOGIN = """[login]
origin = "https://desk.example.org"
[login.provider]
issuer = "https://id.example.org"
client = "rs"
name = "The Ministry"
"""


def test_how_people_sign_in_is_read_as_it_was_written(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST + LOGIN)
    assert settings.origin == "https://desk.example.org"
    assert settings.provider == Provider(issuer="https://id.example.org", client="rs", name="The Ministry")
    assert read(tmp_path, write_settings(settings)) == settings


@pytest.mark.parametrize(
    ("bind", "origin"),
    [("127.0.0.1", "http://localhost:8080"), ("::", "http://localhost:8080"), ("fd00::7", "http://[fd00::7]:8080")],
)
def test_a_desk_without_a_name_is_at_this_machine_or_where_it_listens(tmp_path: Path, bind: str, origin: str) -> None:
    assert read(tmp_path, LEAST.replace("127.0.0.1", bind)).origin == origin


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("https://desk.example.org", "http://desk.example.org", "not https"),
        ("https://desk.example.org", "https://desk.example.org/", "not an origin"),
        ("https://desk.example.org", "https://Desk.example.org", "not an origin"),
        ("https://desk.example.org", "desk.example.org", "not an origin"),
        ("https://desk.example.org", "https://a@desk.example.org", "not an origin"),
        ("https://id.example.org", "http://id.example.org", "issuer: not an address with https"),
        ('client = "rs"\n', "", "client"),
    ],
)
def test_an_address_that_browsers_would_not_trust_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        read(tmp_path, LEAST + LOGIN.replace(old, new))
