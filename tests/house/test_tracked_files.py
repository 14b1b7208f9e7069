"""What no file of the repository may name: download hosts and the places where it was written."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The words are put together here so that this file does not find itself. Each begins with letters, which are found
# quickly; what may not stand before them is looked at after that.
FORBIDDEN = {
    "a package registry": ("py" + r"pi\.org", "pythonh" + "osted", r"npmjs\." + "(org|com)"),
    "a Debian mirror": ("deb" + r"\.debian\.org", "archive" + r"\.ubuntu\.com"),
    "a place where it was written": ("/" + r"work/(?<![\w./-]/" + "work/)",),
    "a folder beside the repository": (
        "sha" + r"red/(?<![\w/-]sha" + "red/)",
        r"\.\./sha" + r"red/(?<![\w/-]\.\./sha" + "red/)",
    ),
    "where a lock found its files": (
        "--index" + r"-url[ =]\S",
        "--extra-index" + r"-url[ =]\S",
        '"resolved' + '": "http',
    ),
}

#: The one place where reference data beside the repository may be named.
EXCUSED = "EGNATIA_REFERENCE_DATA"


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file()]


@cache
def tracked_texts() -> dict[Path, str]:
    texts = {}
    for path in tracked_files():
        try:
            texts[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture
            continue
    return texts


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what: str) -> None:
    named = [
        (path, line)
        for pattern in map(re.compile, FORBIDDEN[what])
        for path, text in tracked_texts().items()
        if pattern.search(text)
        for line in text.splitlines()
        if pattern.search(line) and EXCUSED not in line
    ]
    assert named == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a package registry", "see files.pythonh" + "osted.org"),
        ("a Debian mirror", "at deb" + ".debian.org"),
        ("a place where it was written", "cd /" + "work/main"),
        ("a folder beside the repository", "in ../sha" + "red/data"),
        ("where a lock found its files", "--index" + "-url https"),
    ],
)
def test_such_a_name_would_be_found(what: str, line: str) -> None:
    assert any(re.search(pattern, line) for pattern in FORBIDDEN[what])


def test_no_lock_names_an_address() -> None:
    locks = [path for path in tracked_files() if path.suffix == ".lock" or path.name == "package-lock.json"]
    assert len(locks) >= 2
    assert [path.name for path in locks if "://" in path.read_text(encoding="utf-8")] == []


def test_every_pinned_package_has_a_hash() -> None:
    for path in ROOT.glob("requirements*.lock"):
        pins = re.findall(r"(?m)^\S+==\S+.*\\\n    --hash=sha256:", path.read_text(encoding="utf-8"))
        assert len(pins) == len(re.findall(r"(?m)^\S+==", path.read_text(encoding="utf-8"))) > 20


def test_the_test_oracle_is_not_shipped() -> None:
    assert "pymerkle" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    imports = re.compile(r"(?m)^\s*(import|from) pymerkle")
    assert [path for path in (ROOT / "src").rglob("*.py") if imports.search(path.read_text(encoding="utf-8"))] == []
