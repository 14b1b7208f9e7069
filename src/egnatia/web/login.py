"""The door of the desk: people come in by a link that works once, by a passkey, or by an identity elsewhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from egnatia.bootstrap import Node
from egnatia.casework.errors import CaseworkError
from egnatia.casework.identities import Return, come_back, end_at_provider, set_out
from egnatia.casework.links import link_for, sign_in
from egnatia.casework.login import Arrival, signed_in
from egnatia.casework.login import leave as end
from egnatia.casework.passkeys import enter_by_key, request_options
from egnatia.casework.throttle import TooManyError, by_address, check_pace, note_failure
from egnatia.web.display import HEADERS, display_of, path_here
from egnatia.web.languages import marked
from egnatia.web.shell import (
    Values,
    Visit,
    at_door,
    cookie_of,
    go,
    is_own,
    kept_of,
    node_of,
    read_form,
    screen,
    visit_of,
)

_Serving: TypeAlias = Callable[[Node, Request, Values], Response]
#: The state stands in a cookie for as long as the way to the provider and back may take.
_JOURNEY_SECONDS: Final = 600
_GONE: Final = marked("This link was used before, is too old, or never was one. Ask for a new one.")
_TOO_OFTEN: Final = marked("Signing in failed too often here. Wait a quarter of an hour, then try again.")
_BROWSERS: Final = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def routes() -> list[Route]:
    """Return the routes by which people come and go."""
    return [
        _route("GET", "/login", _show_door),
        _route("POST", "/login/challenge", _challenge),
        _route("POST", "/login/passkey", _enter_by_key),
        _route("GET", "/login/identity", _set_out),
        _route("GET", "/login/identity/back", _come_back),
        _route("POST", "/login/identity/logout", _logged_out_there),
        # Programs that look links over in advance send no forms and use none up.
        _route("GET", "/login/{secret}", _show_link),
        _route("POST", "/login/{secret}", _enter_by_link),
        screen("/logout", leave, takes_form=True),
    ]


def leave(visit: Visit) -> Response:
    """Sign out; who came from a provider is told how to sign out there as well."""
    end(visit.office, visit.secret)
    line = visit.node.identities
    there = line.farewell() if line and visit.session.by == "identity" else ""
    door = at_door(visit.node) | {"words": visit.display.say(marked("You are signed out.")), "farewell": there}
    answer = visit.display.show("door.html", **door)
    answer.delete_cookie(cookie_of(visit.node))
    return answer


def browser_of(request: Request) -> str:
    """Say in two words what a browser says that it is: enough to know one's own screens by."""
    said = request.headers.get("user-agent", "")
    browser = next((name for sign, name in _BROWSERS if sign in said), "")
    system = next((name for sign, name in _SYSTEMS if sign in said), "")
    return " ".join(filter(None, (browser, system)))


def _route(method: str, path: str, serve: _Serving) -> Route:
    async def endpoint(request: Request) -> Response:
        """Read what was sent, and serve it in a thread."""
        sent = await read_form(request) if request.method == "POST" else {}
        return await run_in_threadpool(serve, node_of(request), request, sent or {})

    return Route(path, endpoint, methods=[method])


def _show_door(node: Node, request: Request, _: Values) -> Response:
    return display_of(request).show("door.html", **at_door(node))


def _challenge(node: Node, request: Request, _: Values) -> Response:
    """Give a challenge to a page of this desk."""
    try:
        check_pace(node.office, by_address(_address(request)))
    except TooManyError as error:
        return JSONResponse({}, 429, {**HEADERS, "Retry-After": str(-(-error.wait // timedelta(seconds=1)))})
    return JSONResponse(request_options(node.office, node.door.site), headers=HEADERS)


def _enter_by_key(node: Node, request: Request, given: Values) -> Response:
    """Sign in; a form that waited is shown again, as it was typed."""
    if not is_own(request):
        return _refused(node, request, marked("This form is not from this session. Open the page again."))
    arrival = _arrival(node, request, "passkey")
    response = next(iter(given.get("_response", ())), "")
    return _tried(node, request, given, lambda: enter_by_key(node.office, node.door, response, arrival))


def _show_link(node: Node, request: Request, _: Values) -> Response:
    """Show whom the link would sign in."""
    account = link_for(node.office, request.path_params["secret"])
    if account is None:
        return _refused(node, request, _GONE)
    return display_of(request).show("login.html", node=node.office.me, account=account)


def _enter_by_link(node: Node, request: Request, given: Values) -> Response:
    """Use the link up."""
    arrival = _arrival(node, request, "link")
    return _tried(node, request, given, lambda: sign_in(node.office, request.path_params["secret"], arrival.where))


def _set_out(node: Node, request: Request, _: Values) -> Response:
    if node.identities is None:
        return _refused(node, request, marked("This node knows no identity provider."))
    try:
        address, state = set_out(node.office, node.identities)
    except CaseworkError as error:
        return _refused(node, request, display_of(request).explain(error))
    answer = RedirectResponse(address, 303, headers=HEADERS)
    # The provider sends the browser back from another site: a strict cookie would stay behind.
    secure = request.url.scheme == "https"
    name = _journey_of(node)
    answer.set_cookie(name, state, max_age=_JOURNEY_SECONDS, httponly=True, samesite="lax", secure=secure)
    return answer


def _come_back(node: Node, request: Request, given: Values) -> Response:
    """Sign in whom the provider vouches for."""
    line, asked = node.identities, request.query_params
    if line is None or "code" not in asked:
        return _refused(node, request, marked("The identity provider did not let you in."))
    back = Return(state=asked.get("state", ""), kept=request.cookies.get(_journey_of(node), ""), code=asked["code"])
    arrival = _arrival(node, request, "identity")
    answer = _tried(node, request, given, lambda: come_back(node.office, line, back, arrival))
    answer.delete_cookie(_journey_of(node))
    return answer


def _logged_out_there(node: Node, _request: Request, given: Values) -> Response:
    """End sessions on the word of the provider (Back-Channel Logout 1.0, 2.8)."""
    token = next(iter(given.get("logout_token", ())), "")
    try:
        if node.identities is None or not token:
            return Response(status_code=400, headers=HEADERS)
        end_at_provider(node.office, node.identities, token)
    except CaseworkError:
        return Response(status_code=400, headers=HEADERS)
    return Response(status_code=200, headers=HEADERS)


def _tried(node: Node, request: Request, given: Values, come_in: Callable[[], str]) -> Response:
    """Let somebody try to come in, if not too many tries failed from there."""
    holder = by_address(_address(request))
    try:
        check_pace(node.office, holder)
        secret = come_in()
    except TooManyError:
        return _refused(node, request, _TOO_OFTEN, 429)
    except (CaseworkError, ValueError) as error:
        note_failure(node.office, holder)
        words = display_of(request).explain(error)
        return _refused(node, request, words[:1].upper() + words[1:] + ".")
    answer = _welcome(node, request, given, secret)
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_of(node), secret, httponly=True, samesite="strict", secure=secure)
    return answer


def _welcome(node: Node, request: Request, given: Values, secret: str) -> Response:
    """Show the form that waited; else send the person on to where he or she was, or where the work begins."""
    kept = [(name, value) for name, value in kept_of(given) if not name.startswith("_")]
    path = path_here(next(iter(given.get("_path", ())), "/start"))
    found = signed_in(node.office, secret)
    if found and kept:
        return visit_of(node, request, (*found, secret), {}).show("kept.html", kept=kept, path=path)
    if request.method == "GET":  # come back from another site: only a page of ours brings the strict cookie along
        return display_of(request).show("arrived.html", node=node.office.me)
    return go("/start" if path == "/" else path)


def _refused(node: Node, request: Request, words: str, status: int = 403) -> Response:
    display = display_of(request)
    return display.show("door.html", status, **at_door(node) | {"words": display.say(words)})


def _arrival(node: Node, request: Request, by: str) -> Arrival:
    return Arrival(by=by, where=browser_of(request), instead=request.cookies.get(cookie_of(node), ""))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _journey_of(node: Node) -> str:
    return f"{cookie_of(node)}-journey"
