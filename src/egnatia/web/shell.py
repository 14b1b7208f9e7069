"""What all screens of the desk share: who is signed in, forms that cannot be forged, pages, words for failures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from egnatia.bootstrap import Node, drawn
from egnatia.casework.errors import (
    CaseworkError,
    DamagedError,
    NotAllowedError,
    NotFoundError,
    RestrictedError,
    SentBeforeError,
)
from egnatia.casework.inspection import note_look
from egnatia.casework.login import Session, signed_in
from egnatia.casework.office import Office
from egnatia.casework.once import Once
from egnatia.casework.rights import Right, may
from egnatia.casework.rows import Account
from egnatia.casework.tampering import damaged, note_tampering
from egnatia.casework.vouching import waiting
from egnatia.law.errors import LawError
from egnatia.model.errors import ParseError
from egnatia.web.display import HEADERS, Display, display_of
from egnatia.web.languages import marked
from egnatia.web.multipart import NO_FORM, FileForm, boundary_of, read_file_form
from egnatia.web.sections import BESIDE, KEYS, SECTIONS, WITHIN

#: What a form carries besides what was typed.
_NOT_TYPED = frozenset({"form_key", "shown_to"})
#: Bytes of a form; none comes near it.
_LONGEST_FORM = 256 * 1024
#: Digits of the number of a row, and one more.
_LONGEST_NUMBER = 19
#: Where the node stands beside a request.
NODE = "egnatia.node"
Values: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody who is signed in."""

    node: Node
    office: Office  #: Of this node.
    account: Account
    session: Session
    secret: str  #: Of the session, as the cookie holds it.
    section: str
    path: Mapping[str, str]
    given: Values  #: Of the form, or of the address.
    display: Display
    address: str = ""  #: Of the screen, as it was asked for.
    part: bool = False  #: A script asks for a part of the page only.

    def one(self, name: str) -> str:
        """Return one value that was given, without space around it; empty if none was."""
        return next(iter(self.given.get(name, ())), "").strip()

    def may(self, right: Right) -> bool:
        """Tell whether a role of the person gives a right."""
        return may(self.account, right)

    @property
    def may_search(self) -> bool:
        """Whether the person may ask at all: what is typed in the search box becomes a question."""
        return self.may(Right.ASK)

    @property
    def vouching(self) -> int:
        """How many links, identities and roles of others wait for the person's word; none if it is not hers to give."""
        return len(waiting(self.office, self.account)) if self.may(Right.VOUCH) else 0

    @property
    def keys(self) -> Mapping[str, str]:
        """The letter that follows `g` for each section."""
        return KEYS

    @property
    def beside(self) -> list[tuple[str, str]]:
        """The lists of the section that are open to the person; none where there is but one."""
        found = [(path, words) for path, words, rights in BESIDE.get(self.section, ()) if any(map(self.may, rights))]
        return found if len(found) > 1 else []

    def first_section(self) -> str:
        """Return where the person's work begins; who has no right here sees the own account."""
        return next((path for path, _ in self._sections()), "/account")

    def number(self, name: str) -> int | None:
        """Return the number of a row that an address names; None if it names none."""
        found = self.one(name)
        return int(found) if found.isdecimal() and len(found) < _LONGEST_NUMBER else None

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """Show a page."""
        return Response(self.write(template, **values), status, headers=HEADERS, media_type="text/html")

    def write(self, template: str, **values: object) -> str:
        """Write a page."""
        return self.display.write(template, visit=self, sections=self._sections(), **values)

    def stream(self, parts: Iterator[str]) -> Response:
        """Show a page that grows."""
        return StreamingResponse(parts, headers=HEADERS, media_type="text/html")

    def _sections(self) -> list[tuple[str, str]]:
        return [(path, words) for path, words, rights in SECTIONS if any(map(self.may, rights))]


Handler: TypeAlias = Callable[[Visit], Response]


def node_of(request: Request) -> Node:
    """Return at which node's desk a request was made: all desks of a process share their screens."""
    node: Node = request.scope[NODE]
    return node


def cookie_of(node: Node) -> str:
    """Return the name of the cookie with the secret of a session: browsers share cookies between ports of one host."""
    return f"egnatia-{node.office.me}"


def go(path: str) -> Response:
    """Send the browser on after a form was taken, so that reloading sends nothing twice."""
    return RedirectResponse(path, 303, headers=HEADERS)


def screen(path: str, handler: Handler, *, takes_form: bool = False, once: str = "") -> Route:
    """Make a route for people who are signed in; others are sent to the door.

    Args:
        path: of the screen.
        handler: shows it, or does what the form says.
        takes_form: it changes something: only a form of this very session gets through.
        once: a form whose mark (`once`) came before does nothing: where to see what became of it. Empty: the act
            itself can be done only once.
    """
    does = noted(path, guarded(handler, once) if once else handler)

    async def endpoint(request: Request) -> Response:
        """Read what was sent, and serve it in a thread."""
        sent = await read_form(request) if takes_form else _values(request.query_params.multi_items())
        return await run_in_threadpool(serve, request, does, sent if sent is not None else {})

    return Route(path, endpoint, methods=["POST" if takes_form else "GET"])


def file_screen(path: str, handler: Callable[[FileForm, Visit], Response], *, once: str = "") -> Route:
    """Make a route for a form with a file in it, which is read as it comes by the thread that serves it.

    Args:
        path: of the screen.
        handler: does what the form says.
        once: as for `screen`.
    """

    def does(form: FileForm) -> Handler:
        return noted(path, guarded(partial(handler, form), once) if once else partial(handler, form))

    def take(request: Request, body: Iterator[bytes]) -> Response:
        try:
            form = read_file_form(boundary_of(request.headers.get("content-type", "")), body)
        except ParseError:  # without a key of the session it goes nowhere
            form = NO_FORM
        return serve(request, does(form), form.fields)

    async def endpoint(request: Request) -> Response:
        """Have the form read by a thread; one without a file in it is read as any other."""
        if request.headers.get("content-type", "").startswith("multipart/"):
            return await run_in_threadpool(take, request, drawn(request.stream()))
        return await run_in_threadpool(serve, request, does(NO_FORM), await read_form(request) or {})

    return Route(path, endpoint, methods=["POST"])


def noted(path: str, handler: Handler) -> Handler:
    """Have each look of the supervisory authority logged.

    Args:
        path: of the screen.
        handler: shows it.
    """

    def does(visit: Visit) -> Response:
        named = (*visit.path.values(), *(value for values in visit.given.values() for value in values))
        note_look(visit.office, visit.account, path, named)
        return handler(visit)

    return does


def guarded(handler: Handler, back: str) -> Handler:
    """Have a form whose mark (`once`) came before do nothing but show the way `back`."""

    def does(visit: Visit) -> Response:
        mark = visit.one("once")
        try:
            return _first_time(handler, visit, mark) if mark else handler(visit)
        except SentBeforeError:
            return visit.show("twice.html", back=back)

    return does


def _first_time(handler: Handler, visit: Visit, mark: str) -> Response:
    form, done = Once(visit.office, visit.account.id, mark), False
    try:
        answer = handler(replace(visit, office=form.office))
        done = answer.status_code < HTTPStatus.BAD_REQUEST
    finally:
        if not done:
            form.give_back()
    return answer


def serve(request: Request, handler: Handler, given: Values) -> Response:
    """Serve a request of somebody who is signed in; a form must be of the session.

    Args:
        request: as it came.
        handler: shows the screen, or does what the form says.
        given: what was sent.
    """
    node = node_of(request)
    secret = request.cookies.get(cookie_of(node), "")
    try:
        found = signed_in(node.office, secret) if secret else None
    except DamagedError as error:
        note_tampering(node.office, [damaged(error.table, error.key)])
        words = marked("Your account is not as it was when it was written. Oversight was told.")
        return display_of(request).show("door.html", 500, **at_door(node) | {"words": words})
    if found is None:
        return _stop(node, request, given)
    visit = visit_of(node, request, (*found, secret), given)
    if request.method == "POST" and visit.one("form_key") != visit.session.form_key:
        return _hold(visit, request)
    try:
        return handler(visit)
    except DamagedError as error:
        note_tampering(node.office, [damaged(error.table, error.key)])
        return visit.show("damaged.html", 500, table=error.table, key=error.key)
    except (CaseworkError, ParseError, LawError) as error:
        return _refuse(visit, request, error)


def visit_of(node: Node, request: Request, who: tuple[Account, Session, str], given: Values) -> Visit:
    """Return the visit of somebody who is signed in.

    Args:
        node: whose desk it is.
        request: as it came.
        who: the person, the session, and its secret.
        given: what was sent.
    """
    account, session, secret = who
    section = "/" + request.url.path.split("/")[1]
    return Visit(
        node=node,
        office=node.office,
        account=account,
        session=session,
        secret=secret,
        section=WITHIN.get(section, section),
        path=request.path_params,
        given=given,
        display=display_of(request),
        address=request.url.path,
        part="hx-request" in request.headers,
    )


def _stop(node: Node, request: Request, given: Values) -> Response:
    """Show the door to somebody who is not signed in; what the person typed is in the page, for after signing in."""
    display = display_of(request)
    if "hx-request" in request.headers:
        return display.show("away.html", 401)
    kept = kept_of(given) if request.method == "POST" and is_own(request) else []
    return display.show("door.html", 401, **at_door(node) | {"kept": kept, "path": request.url.path})


def at_door(node: Node) -> dict[str, Any]:
    """Return what the page shows by which people come in."""
    provider = node.identities.provider.name if node.identities else ""
    shown = {"words": "", "kept": (), "path": "", "farewell": ""}
    return {**shown, "node": node.office.me, "provider": provider, "site": node.door.site}


def freshly(handler: Handler, field: str = "") -> Handler:
    """Let through only whoever proved lately who it is: a screen that was left may have somebody else before it.

    What was typed is in the page that asks for the proof, and is shown again after it.

    Args:
        handler: does what wants the proof.
        field: only if this one is filled in; empty: always.
    """

    def does(visit: Visit) -> Response:
        if visit.session.is_fresh(visit.office.clock.now()) or (field and not visit.one(field)):
            return handler(visit)
        door = at_door(visit.node) | {"kept": kept_of(visit.given), "path": visit.address}
        return visit.show("again.html", 401, **door)

    return does


def _refuse(visit: Visit, request: Request, error: CaseworkError | ParseError | LawError) -> Response:
    """Say why something was not done; where a partner's restriction is to be read first, show it."""
    if isinstance(error, RestrictedError):
        return visit.show("restricted.html", 409, path=error.path, restriction=error.restriction, case=error.case)
    return _tell(visit, request, _status(error), visit.display.explain(error))


def _tell(visit: Visit, request: Request, status: int, words: str) -> Response:
    """Say why something was not done; what was typed into its form is in the page, to be put right and sent again."""
    typed = kept_of(visit.given) if request.method == "POST" else []
    kept = [(name, value) for name, value in typed if not name.startswith("_") and name != "file"]
    return visit.show("problem.html", status, words=(words,), kept=kept, path=request.url.path)


def _hold(visit: Visit, request: Request) -> Response:
    """Stop a form of another session: one that was filled in here is shown, to be sent again by whoever sees it."""
    if visit.given and is_own(request):
        return visit.show("kept.html", 403, kept=kept_of(visit.given), path=request.url.path)
    words = visit.display.say(marked("This form is not from this session. Open the page again."))
    return visit.show("problem.html", 403, words=(words,), kept=(), path="")


def is_own(request: Request) -> bool:
    """Tell whether a form was sent by a page of this desk (Fetch Metadata, section 2.2); another site's is not kept."""
    told = request.headers.get("sec-fetch-site")
    if told is None:  # browsers before 2023 name the origin alone
        return request.headers.get("origin") == f"{request.url.scheme}://{request.url.netloc}"
    return told == "same-origin"


def kept_of(given: Values) -> list[tuple[str, str]]:
    """Return what was typed, to be sent again."""
    return [(name, value) for name, values in given.items() if name not in _NOT_TYPED for value in values]


def _status(error: Exception) -> int:
    return 403 if isinstance(error, NotAllowedError) else 404 if isinstance(error, NotFoundError) else 422


async def read_form(request: Request) -> Values | None:
    """Read what a form says; None if it is too long, or no form."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return None
    kind = request.headers.get("content-type", "")
    try:
        if kind.startswith("multipart/"):
            return _with_file(bytes(body), kind)
        return _values(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=1000))
    except (ValueError, ParseError):
        return None


def _with_file(body: bytes, kind: str) -> Values:
    """Return the fields of a form, and as `file` the text of the file in it, such as a case."""
    form = read_file_form(boundary_of(kind), iter((body,)))
    return {**form.fields, "file": (b"".join(form.pieces).decode("utf-8-sig"),)}


def _values(pairs: list[tuple[str, str]]) -> Values:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found
