"""The settings of a node: one frozen value, read once from `node.toml` in the node's folder.

Folder of a node: `node.toml`, `keys/`, `directory/` (`root-1.json` …, `targets.json`, `known.json`), `egnatia.db`,
`law/` if the node has law of its own, `rights.cedar` if it has own rules on rights, `populations/` if it weighs DNA,
`weights/` if it learned what agreement is worth, `attachments/` with the files that go with messages, and `node.sock`
while it runs.
"""

import json
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from egnatia.casework.allowance import Allowance
from egnatia.casework.blobs import Quota
from egnatia.casework.identities import Provider
from egnatia.casework.profile import Border, Profile
from egnatia.casework.standard import Standard, parse_standard, write_standard
from egnatia.exchange.member import Sort
from egnatia.exchange.rate import Rate
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId, parse_node
from egnatia.model.reading import Fields, member, text, truth, whole

FILE = "node.toml"
#: A file of SQLite's in the folder of the node.
DATABASE = "sqlite:///egnatia.db"
_RATE = Rate(burst=2000, per_second=1000.0)
_ALLOWANCE = Allowance()
_PROFILE = Profile()
_QUOTA = Quota()
_MEGABYTE = 1024**2
_STANDARD = Standard()
_SQLITE = "sqlite:///"
#: Where a browser on this machine reaches the desk as localhost, for which alone passkeys work without TLS.
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "::"})  # noqa: S104 - it is recognised, not bound


class SettingsError(Exception):
    """The settings cannot be read; one sentence that names the file and the setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a port listens."""

    bind: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """How people sign in at the desk."""

    origin: str = ""  #: Scheme, host and port at which browsers reach it; empty: http://localhost and the desk's port.
    provider: Provider | None = None  #: Where people's identities are kept, if anywhere else.


class OnContradiction(StrEnum):
    """What happens with a partner whose log contradicts itself."""

    WARN = "warn"  #: People are told, and decide.
    STOP = "stop"  #: Nothing is exchanged with it, until people decide otherwise.


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one node is set up."""

    folder: Path
    node: NodeId
    port: Address  #: For partners, over mutual TLS.
    desk: Address  #: For people, on this machine unless the operator says otherwise.
    database: str = DATABASE  #: URL; a relative SQLite path is below the folder.
    rate: Rate = _RATE  #: Envelopes that one partner may send.
    on_contradiction: OnContradiction = OnContradiction.WARN
    allowance: Allowance = _ALLOWANCE  #: Differently worded questions about one subject that are let pass.
    quota: Quota = _QUOTA  #: How much of files that go with messages is taken.
    profile: Profile = _PROFILE  #: How pages name and draw what states disagree on.
    login: SigningIn = SigningIn()
    standard: Standard = _STANDARD  #: By which the dead are identified.

    @property
    def origin(self) -> str:
        """The address at which browsers reach the desk, without a path."""
        here = "localhost" if self.desk.bind in _LOCAL else self.desk.bind
        return self.login.origin or f"http://{f'[{here}]' if ':' in here else here}:{self.desk.port}"

    @property
    def provider(self) -> Provider | None:
        """Where people's identities are kept, if anywhere else."""
        return self.login.provider

    @property
    def identity_secret(self) -> Path:
        """The secret by which the node shows itself to the identity provider."""
        return self.keys / "identity-secret"

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.folder / "keys"

    @property
    def law(self) -> Path:
        """The folder of the node's own law."""
        return self.folder / "law"

    @property
    def weights(self) -> Path:
        """The folder of what the node learned the agreement of fields to be worth."""
        return self.folder / "weights"

    @property
    def populations(self) -> Path:
        """The folder of the node's tables of frequencies of alleles."""
        return self.folder / "populations"

    @property
    def rights(self) -> Path:
        """The node's own rules on who may do what, if it has any."""
        return self.folder / "rights.cedar"

    @property
    def directory(self) -> Path:
        """The folder of the directory of partners."""
        return self.folder / "directory"

    @property
    def turn(self) -> Path:
        """The file that is locked by the process that serves programs and people."""
        return self.folder / "serving.lock"

    @property
    def socket(self) -> Path:
        """The socket at which the node's own programs call."""
        return self.folder / "node.sock"

    @property
    def tombstones(self) -> Path:
        """The list of what was erased, for the day on which a backup is put back."""
        return self.folder / "tombstones"

    @property
    def database_url(self) -> str:
        """The URL of the database, absolute."""
        if self.database_file is None:
            return self.database
        return f"{_SQLITE}{self.database_file}"

    @property
    def database_file(self) -> Path | None:
        """The file of an SQLite database; None for other databases."""
        if not self.database.startswith(_SQLITE):
            return None
        return self.folder.absolute() / self.database.removeprefix(_SQLITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """What has to be said of a new node."""

    node: NodeId
    country: CountryCode | None  #: None for bodies and NGOs.
    sort: Sort
    name: str  #: Of the agency.
    endpoint: str  #: `https://host:port` by which partners reach it.
    port: Address
    desk: Address
    database: str = DATABASE  #: URL of an empty database; it is made if it is a file.


def read_settings(folder: Path) -> Settings:
    """Read the settings of the node in a folder.

    Raises:
        SettingsError: the file is missing, no TOML, or a setting in it is unknown, missing or wrong.
    """
    path = folder / FILE
    try:
        return _parse(folder, tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no TOML: {error}") from error
    except ParseError as error:
        raise SettingsError(f"{path}: {error}") from error


def move_database(folder: Path, url: str) -> tuple[Settings, Settings]:
    """Name another database in the settings of a node; returns the settings before and after.

    Args:
        folder: of the node.
        url: of the database that is to be; empty: nothing changes.

    Raises:
        SettingsError: the settings cannot be read or written.
    """
    before = read_settings(folder)
    after = replace(before, database=url) if url else before
    if url:
        try:
            (folder / FILE).write_text(write_settings(after), encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{folder / FILE} cannot be written: {error.strerror}") from error
    return before, after


def write_settings(settings: Settings) -> str:
    """Write settings as the text of `node.toml`."""
    rate, allowance, profile = settings.rate, settings.allowance, settings.profile
    return f"""\
node = {_quoted(settings.node)}

[port] # for partners, over mutual TLS; the directory lists the address by which they reach it
bind = {_quoted(settings.port.bind)}
port = {settings.port.port}

[desk] # for people on this machine
bind = {_quoted(settings.desk.bind)}
port = {settings.desk.port}

[database]
url = {_quoted(settings.database)}

[limits] # envelopes that one partner may send: at once, and a second in the long run
burst = {rate.burst}
per_second = {rate.per_second:g}

[attachments] # to messages, in megabytes: the largest that is taken, and all that are kept of one partner
largest = {settings.quota.largest // _MEGABYTE}
of_partner = {settings.quota.of_partner // _MEGABYTE}

[repeats] # wordings about one subject within so many days: an officer's or case file's, all officers', a partner's
asked = {allowance.asked}
asked_by_all = {allowance.asked_by_all}
answered = {allowance.answered}
days = {allowance.days}

[witness] # a partner whose log was rewritten: "warn" people, or "stop" exchange with it
on_contradiction = {_quoted(settings.on_contradiction)}

[display] # names on pages (empty: as the reader's language has them); the border "solid" or "dashed"
kosovo = {_quoted(profile.kosovo)}
kosovo_border = {_quoted(profile.kosovo_border)}
kosovo_footnote = {str(profile.kosovo_footnote).lower()}
north_macedonia = {_quoted(profile.north_macedonia)}
{write_standard(settings.standard)}{_write_login(settings.login)}"""


def _write_login(login: SigningIn) -> str:
    lines = [
        "",
        "[login] # how people sign in at the desk: the address at which browsers reach it, if another than localhost",
        f"origin = {_quoted(login.origin)}",
    ]
    if login.provider:
        held = {"issuer": login.provider.issuer, "client": login.provider.client, "name": login.provider.name}
        lines += ["", "[login.provider]", *(f"{key} = {_quoted(value)}" for key, value in held.items())]
    return "".join(f"{line}\n" for line in lines)


def _quoted(value: str) -> str:
    """Write text for TOML, whose basic strings are escaped as JSON's are."""
    return json.dumps(value, ensure_ascii=False)


def _parse(folder: Path, plain: object) -> Settings:
    fields = Fields(plain, "")
    settings = Settings(
        folder=folder,
        node=fields.take("node", parse_node),
        port=fields.take("port", _parse_address),
        desk=fields.take("desk", _parse_address),
        database=fields.take_optional("database", _parse_database) or DATABASE,
        rate=fields.take_optional("limits", _parse_limits) or _RATE,
        on_contradiction=fields.take_optional("witness", _parse_witness) or OnContradiction.WARN,
        allowance=fields.take_optional("repeats", _parse_repeats) or _ALLOWANCE,
        quota=fields.take_optional("attachments", _parse_quota) or _QUOTA,
        profile=fields.take_optional("display", _parse_profile) or _PROFILE,
        login=fields.take_optional("login", _parse_login) or SigningIn(),
        standard=fields.take_optional("identification", parse_standard) or _STANDARD,
    )
    fields.finish()
    return settings


def _parse_login(value: object, path: str) -> SigningIn:
    fields = Fields(value, path)
    found = SigningIn(
        origin=fields.take_optional("origin", _parse_origin) or "",
        provider=fields.take_optional("provider", _parse_provider),
    )
    fields.finish()
    return found


def _parse_origin(value: object, path: str) -> str:
    """Read an origin as browsers spell it (RFC 6454, 6.2); passkeys want TLS, or this very machine."""
    found = text(300, empty=True)(value, path)
    if not found:
        return ""
    parts = urlsplit(found)
    host = parts.hostname or ""
    if f"{parts.scheme}://{parts.netloc}" != found or found != found.lower() or not host or "@" in parts.netloc:
        raise ParseError(path, "not an origin such as https://desk.example.org")
    if parts.scheme != "https" and not (parts.scheme == "http" and host == "localhost"):
        raise ParseError(path, "not https: browsers offer passkeys over TLS only, or on http://localhost")
    return found


def _parse_provider(value: object, path: str) -> Provider:
    fields = Fields(value, path)
    found = Provider(
        issuer=fields.take("issuer", text(300)),
        client=fields.take("client", text(300)),
        name=fields.take("name", text(60)),
    )
    fields.finish()
    if urlsplit(found.issuer).scheme != "https" or urlsplit(found.issuer).query:
        raise ParseError(f"{path}.issuer", "not an address with https and without a query")
    return found


def _parse_address(value: object, path: str) -> Address:
    fields = Fields(value, path)
    address = Address(bind=fields.take("bind", text(255)), port=fields.take("port", whole(0, 65535)))
    fields.finish()
    return address


def _parse_database(value: object, path: str) -> str:
    fields = Fields(value, path)
    url = fields.take("url", text(1000))
    fields.finish()
    return url


def _parse_witness(value: object, path: str) -> OnContradiction:
    fields = Fields(value, path)
    found = fields.take("on_contradiction", member(OnContradiction))
    fields.finish()
    return found


def _parse_repeats(value: object, path: str) -> Allowance:
    """Read how many wordings are let pass; no number lets everything pass, and no time is longer than a year."""
    fields = Fields(value, path)
    allowance = Allowance(
        asked=fields.take("asked", whole(1, 1000)),
        asked_by_all=fields.take("asked_by_all", whole(1, 10_000)),
        answered=fields.take("answered", whole(1, 1000)),
        days=fields.take("days", whole(1, 366)),
    )
    fields.finish()
    return allowance


def _parse_quota(value: object, path: str) -> Quota:
    fields = Fields(value, path)
    largest = fields.take("largest", whole(1, _QUOTA.largest // _MEGABYTE))
    of_partner = fields.take("of_partner", whole(1, 10**9))
    fields.finish()
    return Quota(largest=_MEGABYTE * largest, of_partner=_MEGABYTE * of_partner)


def _parse_profile(value: object, path: str) -> Profile:
    fields = Fields(value, path)
    profile = Profile(
        kosovo=fields.take("kosovo", text(60, empty=True)),
        kosovo_border=fields.take("kosovo_border", member(Border)),
        kosovo_footnote=fields.take("kosovo_footnote", truth),
        north_macedonia=fields.take("north_macedonia", text(60, empty=True)),
    )
    fields.finish()
    return profile


def _parse_limits(value: object, path: str) -> Rate:
    fields = Fields(value, path)
    rate = Rate(
        burst=fields.take("burst", whole(64, 10**9)), per_second=float(fields.take("per_second", whole(1, 10**9)))
    )
    fields.finish()
    return rate
