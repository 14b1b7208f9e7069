"""The line from a command to the running node: HTTP over the node's Unix socket."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from egnatia.cli.ending import BAD_INPUT, FAILED, NO_NODE, NOT_LAWFUL, Ending

#: The folder of the node, if no option names it.
VARIABLE = "EGNATIA_NODE"
SOCKET = "node.sock"
#: Bytes of a file that are held at a time.
PIECE = 1024 * 1024
_OK = range(200, 300)
#: How a command ends for a problem of this title; for all others, what was typed was wrong.
_CODES = {"NotLawful": NOT_LAWFUL, "Fault": FAILED, "Damaged": FAILED}


class _UnixConnection(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=120, blocksize=PIECE)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(self.timeout)
        try:
            sock.connect(str(self._path))
        except OSError:
            sock.close()
            raise
        self.sock = sock


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to the node."""

    method: str
    path: str
    body: object = None
    file: BinaryIO | None = None  #: In place of a body: so many bytes of it.
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The node in a folder, and as whom one acts there."""

    folder: Path
    account: str | None = None

    def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON value
        """Read something.

        Raises:
            Ending: the node is not running, or refuses.
        """
        return self._whole(Call(method="GET", path=path))

    def post(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON value
        """Do something.

        Raises:
            Ending: the node is not running, or refuses.
        """
        return self._whole(Call(method="POST", path=path, body=body))

    def delete(self, path: str) -> None:
        """Take something away.

        Raises:
            Ending: the node is not running, or refuses.
        """
        self._whole(Call(method="DELETE", path=path))

    def lines(self, path: str, body: object) -> Iterator[Any]:
        """Do something whose outcome comes piece by piece.

        Raises:
            Ending: the node is not running, refuses, or stops halfway.
        """
        response = self._send(Call(method="POST", path=path, body=body))
        try:
            for line in response:
                yield json.loads(line)
        except (OSError, HTTPException, ValueError) as error:
            raise Ending("the node stopped before it had told everything", NO_NODE) from error

    def upload(self, path: str, file: BinaryIO, size: int) -> Any:  # noqa: ANN401 - any JSON value
        """Give a file to the node, piece by piece.

        Raises:
            Ending: the node is not running, or refuses.
        """
        return self._whole(Call(method="POST", path=path, file=file, size=size))

    def download(self, path: str) -> tuple[int, Iterator[bytes]]:
        """Take a file from the node: how many bytes it has, and its pieces.

        Raises:
            Ending: the node is not running, refuses, or stops before the end.
        """
        response = self._send(Call(method="GET", path=path))
        return int(response.headers["Content-Length"]), _pieces(response)

    def _whole(self, call: Call) -> Any:  # noqa: ANN401 - any JSON value
        data = self._send(call).read()
        return json.loads(data) if data else None

    def _send(self, call: Call) -> HTTPResponse:
        path = self.folder / SOCKET
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if call.file:
            headers |= {"Content-Type": "application/octet-stream", "Content-Length": str(call.size)}
        if self.account:
            headers["X-Egnatia-As"] = self.account
        connection = _UnixConnection(path)
        body = call.file or (None if call.body is None else json.dumps(call.body).encode())
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may refuse before it has read all of a file
                connection.request(call.method, call.path, body, headers)
            response = connection.getresponse()
        except (OSError, HTTPException) as error:
            raise Ending(f"no node is running in {self.folder}", NO_NODE) from error
        if response.status not in _OK:
            raise _refused(response)
        return response


def find(folder: Path | None, account: str | None = None) -> Connection | None:
    """Find the node: the folder that is named, or that of EGNATIA_NODE, or the current one; None if none was named.

    Raises:
        Ending: what was named is no node, or the account's name cannot be one.
    """
    if account is not None and not (account.isascii() and account.isprintable()):
        raise Ending(f"no account can be called {account!r}")
    named = folder or os.environ.get(VARIABLE)
    found = Path(named or ".")
    if (found / "node.toml").is_file():
        return Connection(folder=found, account=account)
    if named:
        raise Ending(f"no node in {found}: name its folder by --node or {VARIABLE}")
    return None


def connect(folder: Path | None, account: str | None = None) -> Connection:
    """Find the node, which must be there.

    Raises:
        Ending: there is no node.
    """
    found = find(folder, account)
    if found is None:
        raise Ending(f"no node here: name its folder by --node or {VARIABLE}", NO_NODE)
    return found


def quoted(typed: str) -> str:
    """Write an id that somebody typed as one segment of a path.

    Raises:
        Ending: it would be no segment, or several.
    """
    if typed in {"", ".", ".."} or "/" in typed:
        raise Ending(f"not an id: {typed or 'nothing'}")
    return quote(typed, safe="")


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    left = int(response.headers["Content-Length"])
    with response, suppress(OSError, HTTPException):
        while left and (piece := response.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
    if left:
        raise Ending("the node stopped before it had given everything", FAILED)


def _refused(response: HTTPResponse) -> Ending:
    try:
        problem = json.loads(response.read())
        words, code = str(problem["detail"]), _CODES.get(problem["title"], BAD_INPUT)
    except (ValueError, KeyError, TypeError):
        return Ending(f"the node failed: HTTP {response.status}", FAILED)
    return Ending(words, code)
