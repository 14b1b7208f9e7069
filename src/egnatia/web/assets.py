"""What a page loads besides itself: the style, and what the build made: script and fonts. All from this node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_TYPES: Final = MappingProxyType(
    {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "svg": "image/svg+xml"}
)
_OWN: Final = ("style.css", "icon.svg")
#: The address of an asset names what is in it, so that a browser asks for each once.
_KEPT: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file, as it is served."""

    content: bytes
    type: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return all assets by their path. Without a build there are no scripts and no fonts of our own."""
    package = files("egnatia.web")
    found = {name: _read(package / "templates" / name) for name in _OWN}
    built = package / "static" / "built"
    if built.is_dir():
        found |= {f"built/{name}": _read(file) for name, file in _under(built)}
    return MappingProxyType(found)


def asset_address(path: str) -> str:
    """Return where a page finds an asset; empty if it was not built."""
    asset = assets().get(path)
    return f"/{path}?v={sha256(asset.content).hexdigest()[:12]}" if asset else ""


def routes(headers: Mapping[str, str]) -> list[Route]:
    """Return the routes of the assets.

    Args:
        headers: of every page.
    """

    def serve(request: Request) -> Response:
        """Serve one asset; there are no others than those read at the start."""
        asset = assets().get(request.url.path.removeprefix("/"))
        if asset is None:
            return Response("no such file", 404, headers, "text/plain")
        return Response(asset.content, 200, {**headers, "Cache-Control": _KEPT}, asset.type)

    return [*(Route(f"/{name}", serve) for name in _OWN), Route("/built/{path:path}", serve)]


def _under(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = before + entry.name
        if entry.is_dir():
            yield from _under(entry, f"{name}/")
        elif name.rpartition(".")[2] in _TYPES:
            yield name, entry


def _read(file: Traversable) -> Asset:
    return Asset(content=file.read_bytes(), type=_TYPES[file.name.rpartition(".")[2]])
