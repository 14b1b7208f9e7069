"""The documents hold together: links lead somewhere, decisions have their three parts."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
#: A decision that another one replaced names it.
STATUS = re.compile(r"(Proposed|Accepted), \d{4}-\d\d-\d\d\.( Superseded by \[\d{4}\]\(\d{4}[\w-]+\.md\)\.)?")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_says_context_decision_consequence(decision: Path) -> None:
    headings = re.findall(r"(?m)^## (\w+)", decision.read_text(encoding="utf-8"))
    assert headings[:3] == ["Context", "Decision", "Consequence"]


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_begins_with_number_title_and_status(decision: Path) -> None:
    first, blank, status, *_ = decision.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"# {decision.name[:4]} [A-Z].*[^.:]", first)
    assert blank == ""
    assert STATUS.fullmatch(status)
    assert all((DECISIONS[0].parent / name).exists() for name in re.findall(r"\((\d{4}[\w-]+\.md)\)", status))


def test_no_two_decisions_have_one_number() -> None:
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    told = {target for page in PAGES for target in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert told
    assert told <= targets


@pytest.mark.slow
def test_every_page_that_the_code_names_exists() -> None:
    files = [path for folder in ("src", "scripts", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    told = {page for path in files for page in re.findall(r"\bdocs/[\w/-]+\.md\b", path.read_text(encoding="utf-8"))}
    assert told
    assert {page for page in told if not (ROOT / page).exists()} == set()
