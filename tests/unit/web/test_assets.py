"""What pages load besides themselves."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from egnatia.web.assets import asset_address, assets, routes
from egnatia.web.display import HEADERS

CLIENT = TestClient(Starlette(routes=routes(HEADERS)))


@pytest.mark.slow
def test_each_asset_is_at_an_address_that_names_its_content_and_may_be_kept() -> None:
    for path in assets():
        answer = CLIENT.get(asset_address(path))
        assert answer.content == assets()[path].content
        assert answer.headers["cache-control"].endswith("immutable")
        assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_there_is_no_way_to_other_files() -> None:
    for path in ("/built/../../page.py", "/built/%2e%2e/%2e%2e/page.py", "/built/nothing.js", "/built/"):
        assert CLIENT.get(path).status_code == 404


def test_what_was_not_built_has_no_address() -> None:
    assert asset_address("built/nothing.js") == ""


def test_the_script_stays_small_and_the_style_loads_nothing_from_elsewhere() -> None:
    script = assets().get("built/desk.js")
    assert script is None or len(script.content) < 100_000
    for path, asset in assets().items():
        if path.endswith(".css"):
            assert not re.search(
                rb"https?:|@import|//", asset.content.replace(b"://", b"//") if b"http" in asset.content else b""
            )
