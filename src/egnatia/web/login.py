"""The door of the desk: a link signs a person in, once."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from egnatia.bootstrap import Node
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.login import sign_in
from egnatia.web.display import display_of
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, cookie_of, go, screen


def routes(node: Node) -> list[Route]:
    """Return the routes by which people come and go."""

    async def ask_to_enter(request: Request) -> Response:
        """Show whom the link would sign in. Programs that look links over in advance send no forms and use none up."""
        return await run_in_threadpool(_show, node, request)

    async def enter(request: Request) -> Response:
        """Use the link up."""
        return await run_in_threadpool(_enter, node, request)

    return [
        Route("/login/{secret}", ask_to_enter, methods=["GET"]),
        Route("/login/{secret}", enter, methods=["POST"]),
        screen(node, "/logout", leave, takes_form=True),
    ]


def leave(visit: Visit) -> Response:
    """Sign out."""
    visit.node.logins.leave(visit.secret)
    answer = go("/")
    answer.delete_cookie(cookie_of(visit.node))
    return answer


def _show(node: Node, request: Request) -> Response:
    waiting = node.logins.waiting(request.path_params["secret"])
    account = node.office.store.read(lambda tx: tx.accounts.get(waiting)) if waiting else None
    if account is None:
        return _door(
            node, request, marked("This link was used before, is too old, or never was one. Ask for a new one.")
        )
    return display_of(request).show("login.html", node=node.office.me, account=account)


def _enter(node: Node, request: Request) -> Response:
    try:
        secret = sign_in(node.office, node.logins, request.path_params["secret"])
    except NotAllowedError as error:
        return _door(node, request, str(error).capitalize() + ".")
    answer = go("/start")
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_of(node), secret, httponly=True, samesite="strict", secure=secure)
    return answer


def _door(node: Node, request: Request, words: str) -> Response:
    display = display_of(request)
    return display.show("door.html", 403, node=node.office.me, words=display.say(words), kept=(), path="")
