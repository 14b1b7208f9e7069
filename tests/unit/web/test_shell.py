"""What all screens share, over every form that there is: nothing that was typed is lost, and nothing is done twice.

Routes are taken from the desk, fields from the templates: a form that comes tomorrow is in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from tests.twins.network import network
from tests.unit.web.test_desk import Desk

import egnatia.web
from egnatia.casework.rows import Role
from egnatia.web.page import assemble

WEB = Path(egnatia.web.__file__).parent
HERE = {"Sec-Fetch-Site": "same-origin"}
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_ACTION = re.compile(r'(?:form)?action="([^"]+)"')
_TYPED = re.compile(
    r'<(?:input|textarea)\b(?![^>]*type="(?:hidden|checkbox|radio|date|number|file|month)")[^>]*name="([^"{}]+)"'
)
#: What ends with an address has a form that is no form of the desk: people come by them, or go.
_DOOR = ("/login", "/logout")


@dataclass(frozen=True)
class Form:
    """One form of the desk."""

    path: str
    fields: frozenset[str]
    marked: bool  #: It carries a mark by which a second one of it is known.

    def filled(self) -> dict[str, str]:
        """Return what somebody typed: something in another script in each field."""
        return {name: f"Ђорђе {number} & <{name}>" for number, name in enumerate(sorted(self.fields))}


def _hollow(path: str) -> str:
    return re.sub(r"\{\{.*?\}\}|\{\w+\}", "{}", path)


def _with_parts(template: Path) -> str:
    text = template.read_text("utf-8")
    return re.sub(r'\{% include "([\w.]+)" %\}', lambda part: _with_parts(template.with_name(part[1])), text)


@cache
def forms() -> tuple[Form, ...]:
    """Return every form for which the desk has a route, with what may be typed into it."""
    routes = {_hollow(r.path): r.path for r in assemble().routes if "POST" in getattr(r, "methods", ())}  # type: ignore[attr-defined]
    found: dict[str, Form] = {}
    for template in sorted((WEB / "templates").glob("*.html")):
        for text in _FORM.findall(_with_parts(template)):
            for action in map(_hollow, _ACTION.findall(text)):
                if path := routes.get(action):
                    known = found.get(path, Form(path, frozenset(), marked=False))
                    fields = known.fields | frozenset(_TYPED.findall(text))
                    found[path] = Form(path, fields, known.marked or 'name="once"' in text or " in kept" in text)
    return tuple(one for one in found.values() if not one.path.startswith(_DOOR))


def everybody() -> Desk:
    """Return the desk of somebody who may do nearly anything, so that forms fail by what they say."""
    net = network("RS", "AL")
    net.person("RS", "many", Role.OFFICER, Role.SUPERVISOR, Role.FORENSIC, Role.ANALYST, Role.PROSECUTOR)
    return Desk(net, "RS", Role.OFFICER, "many")


def address(path: str) -> str:
    """Return where a form is sent, about things that there are not."""
    return re.sub(r"\{\w+\}", "0" * 32, path)


def lost(form: Form, answer: str) -> Iterator[str]:
    """Yield what was typed into a form and does not stand in the answer."""
    shown = unescape(answer)
    yield from (f"{form.path}: {name}" for name, value in form.filled().items() if value not in shown)


def test_most_forms_are_found_by_the_sweep() -> None:
    assert len(forms()) > 50
    assert sum(len(form.fields) for form in forms()) > 90


def test_nothing_typed_is_lost_when_the_session_ended() -> None:
    desk = everybody()
    desk.browser.cookies.clear()
    gone: list[str] = []
    for form in forms():
        answer = desk.browser.post(address(form.path), data=form.filled(), headers=HERE)
        assert answer.status_code == 401, form.path
        gone += lost(form, answer.text)
    assert gone == []


def test_nothing_typed_is_lost_or_done_when_the_form_is_of_an_earlier_session() -> None:
    desk, gone = everybody(), list[str]()
    for form in (one for one in forms() if one.fields):
        answer = desk.browser.post(address(form.path), data={"form_key": "0" * 32, **form.filled()}, headers=HERE)
        assert answer.status_code == 403, form.path
        gone += lost(form, answer.text)
    assert gone == []


def test_nothing_typed_is_lost_when_a_form_is_refused_or_somebody_was_quicker() -> None:
    desk, gone, refused = everybody(), list[str](), 0
    key = re.search(r'name="form_key" value="(\w+)"', desk.see("/account"))
    assert key
    for form in (one for one in forms() if one.fields):
        answer = desk.browser.post(address(form.path), data={"form_key": key[1], **form.filled()}, headers=HERE)
        refused += answer.status_code >= 400
        gone += lost(form, answer.text) if answer.status_code >= 400 else ()
    assert refused > 30
    assert gone == []


def test_every_form_whose_act_could_be_done_twice_carries_a_mark() -> None:
    source = "\n".join(path.read_text("utf-8") for path in sorted(WEB.glob("*.py")))
    guarded = {_hollow(path) for path in re.findall(r'screen\(\s*f?"([^"]+)"[^\n]*\bonce=', source)}
    unmarked = sorted(form.path for form in forms() if _hollow(form.path) in guarded and not form.marked)
    assert len(guarded) > 10
    assert unmarked == []
