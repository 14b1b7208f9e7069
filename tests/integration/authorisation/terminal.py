"""A terminal at which commands are typed as persons of a scene; of a node there is nothing but its socket."""

import re
import threading
from base64 import urlsafe_b64decode as decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import UnixStreamServer

from click.testing import CliRunner
from tests.integration.authorisation.scene import Setting

from egnatia.cli.connection import SOCKET
from egnatia.cli.ending import Ending
from egnatia.cli.main import root

_CODED = re.compile(r"[\w-]{40,}", re.ASCII)
_KEPT = ("Content-Type", "X-Egnatia-As")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a command did: whether it was let through, and all that it printed or wrote."""

    done: bool
    told: str
    files: str

    @property
    def all(self) -> str:
        """Whatever came out."""
        return self.told + self.files


class Terminal:
    """A folder of a node whose socket speaks for any node of any scene."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder."""
        self.folder = folder
        self.made: list[str] = []  #: Method and path of every request since the last command.
        self._scene, self._uid, self._node = Setting(), 0, "RS"
        (folder / "node.toml").touch()

    def type(self, scene: Setting, uid: int, node: str, words: list[str]) -> Typed:
        """Type a command as a user of the system, at a node of a scene; its files are gone afterwards."""
        self._scene, self._uid, self._node = scene, uid, node
        self.made.clear()
        ended = CliRunner().invoke(root, words, env={"EGNATIA_NODE": str(self.folder)})
        assert ended.exception is None or isinstance(ended.exception, Ending), (words, ended.exception, ended.output)
        files = [file for file in self.folder.iterdir() if file.name not in {SOCKET, "node.toml"}]
        written = "".join(_read(file) for file in files)
        for file in files:
            file.unlink()
        told = ended.output + (str(ended.exception) if ended.exception else "")
        return Typed(done=ended.exception is None, told=told, files=written)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
        """Let the scene answer a request."""
        self.made.append(f"{method} {path.partition('?')[0]}")
        answer = self._scene.call(self._uid, self._node).request(method, path, headers=headers, content=body)
        return answer.status_code, answer.headers.get("Content-Type", ""), answer.content


def _read(file: Path) -> str:
    """Return what a file holds, with what is written in letters for bytes in it, as in a signature."""
    text = file.read_text("utf-8", errors="replace")
    coded = (decode(part[: len(part) // 4 * 4]) for part in _CODED.findall(text))
    return text + "".join(part.decode("utf-8", "replace") for part in coded)


@contextmanager
def terminal(folder: Path) -> Iterator[Terminal]:
    """Sit down at a terminal, in an empty folder; the socket is gone afterwards."""
    made = Terminal(folder)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept = {name: self.headers[name] for name in _KEPT if self.headers[name]}
            status, sort, content = made.answer(self.command, self.path, kept, body)
            self.send_response(status)
            self.send_header("Content-Type", sort)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = answer  # noqa: N815 - as the standard library calls them

        def log_message(self, *words: object) -> None:
            """Say nothing."""

        def address_string(self) -> str:
            return "here"

    with UnixStreamServer(str(folder / SOCKET), Handler) as server:
        runs = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        runs.start()
        try:
            yield made
        finally:
            server.shutdown()
            runs.join()
