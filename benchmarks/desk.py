"""The desk of a node with a full register: server time of each page, and when a browser paints something first.

Founds two nodes in a temporary folder, fills the register of one, asks the other, and signs people in by links. Each
page is asked for over one kept connection, as a browser does it; `cpu_ms` is the processor time of node and asker
together, which other work on the machine does not stretch. Pages are taken from the routes: what has nothing
to show here is named as skipped. First contentful paint is taken in Chromium, cache
empty, where Debian's is installed. Prints one JSON line a page, and one for paints.
"""

import argparse
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from starlette.routing import Route

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, open_node, share
from egnatia.casework.ask import ask, follow
from egnatia.casework.collect import collect, consult
from egnatia.casework.links import invite
from egnatia.casework.questions import Wanted, page_questions
from egnatia.casework.rows import Account, Role
from egnatia.cli.bench.scene import Officer, Scene, fill, found_scene, person, seat
from egnatia.cli.bench.subjects import person_draft
from egnatia.model.identity import NodeId
from egnatia.web.page import PagePort, assemble

ASKED = 40
PAINTED = ("/ask", "/inbox", "/questions")
#: Names of a register that is kept in German: any language will do.
NAMES = NodeId("AT")


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody who is signed in at the desk."""

    address: str
    cookie: str

    def get(self, connection: HTTPConnection, path: str) -> int:
        """Ask for a page and read it; returns its length."""
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:  # noqa: PLR2004 - a page that is shown
            raise SystemExit(f"{path}: {answer.status}")
        return len(body)

    def opens(self, path: str) -> bool:
        """Tell whether there is a page, and the person may see it."""
        connection = HTTPConnection(urlsplit(self.address).netloc)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status == 200 and "text/html" in (answer.getheader("content-type") or "")  # noqa: PLR2004


def main() -> None:
    """Found, fill, ask, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=20_000, help="in the register")
    parser.add_argument("--times", type=int, default=40, help="each page is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder, ExitStack() as stack:
        scene = found_scene(Path(folder), 1, 50, delayed=False)
        shared = share()
        stack.callback(shared.close)
        fill(scene, shared)
        nodes = [open_node(place.folder, shared) for place in (scene.asker, *scene.partners)]
        for node in nodes:
            stack.enter_context(running(node))
        officer, case = stock(nodes[0], scene, options.persons)
        port = PagePort(nodes[0])
        port.start()
        stack.callback(port.stop)
        names = {"chief": Role.SUPERVISOR, "overseer": Role.OVERSIGHT, "admin": Role.ADMINISTRATOR}
        others = [sit(nodes[0], port, known(nodes[0], name, role)) for name, role in names.items()]
        seats = [sit(nodes[0], port, officer.account), *others]
        for route, path in pages(case, officer, nodes[0]).items():
            seat = next((one for one in seats if one.opens(path)), None)
            figures = timed(seat, path, options.times) if seat else {"skipped": "nothing of it here"}
            print(json.dumps({"bench": "desk", "page": route, **figures, "persons": options.persons}), flush=True)
        painted(seats[0])


def running(node: Node) -> ExitStack:
    """Run a node with its port for partners until the block ends."""
    stack = ExitStack()
    node.start()
    stack.callback(node.stop)
    port = NodePort(node)
    port.start()
    stack.callback(port.stop)
    return stack


def stock(node: Node, scene: Scene, persons: int) -> tuple[Officer, str]:
    """Fill the register, ask the partner, and read records in the case file."""
    keeper = person(node.office, "keeper", Role.OFFICER)
    kept = [
        record
        for first in range(0, persons, 2000)
        for record in collect(
            node.office, keeper, [person_draft(NAMES, number) for number in range(first, min(first + 2000, persons))]
        )
    ]
    officer = seat(node.office, scene)
    for number in range(ASKED):
        list(follow(node.office, ask(node.office, officer.account, officer.enquiry("person", number))))
    for record in kept[:20]:
        consult(node.office, officer.account, record.id, officer.case.id)
    return officer, f"/records/{kept[0].id}?case={officer.case.id}"


def sit(node: Node, port: PagePort, account: Account) -> Seat:
    """Sign somebody in by a link."""
    address = port.address.rstrip("/")
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request("POST", f"/login/{invite(node.office, account)}")
    answer = connection.getresponse()
    answer.read()
    cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
    connection.close()
    return Seat(address=address, cookie=cookie)


def known(node: Node, name: str, role: Role) -> Account:
    """Return the account of that name, opened if it is not there."""
    return node.office.store.read(lambda tx: tx.accounts.named(name)) or person(node.office, name, role)


def pages(record: str, officer: Officer, node: Node) -> Mapping[str, str]:
    """Return where each page is, by its route."""
    asked = page_questions(node.office, officer.account, Wanted(received=False, waiting=False)).rows
    named = record.partition("?")[0].rpartition("/")[2]
    ids = {"case": officer.case.id, "question": asked[0].question.id, "index": "0", "record": named}
    matter = f"?case={officer.case.id}&partner={officer.partners[0]}&matter={officer.case.id}"
    routes = (route for route in assemble().routes if isinstance(route, Route))
    shown = sorted({route.path for route in routes if "GET" in (route.methods or ())})
    found = {path: re.sub(r"\{(\w+)[^}]*\}", lambda name: ids.get(name[1], "-"), path) for path in shown}
    those = {path: where + matter for path, where in found.items() if path.startswith(("/records", "/perils"))}
    return {**found, **those, "/trail/retention": "/trail/retention?days=36600"}


def timed(seat: Seat, path: str, times: int) -> dict[str, object]:
    """Ask for a page again and again; the first time, which fills caches, is told apart."""
    connection = HTTPConnection(urlsplit(seat.address).netloc)

    def once() -> float:
        begun = time.perf_counter()
        seat.get(connection, path)
        return (time.perf_counter() - begun) * 1000

    first = once()
    cpu = time.process_time()
    taken = [once() for _ in range(times)]
    used = (time.process_time() - cpu) * 1000 / times
    length = seat.get(connection, path)
    connection.close()
    cuts = {
        "median_ms": round(median(taken), 1),
        "p95_ms": round(quantiles(taken, n=20)[-1], 1),
        "cpu_ms": round(used, 1),
    }
    return {**cuts, "first_ms": round(first, 1), "bytes": length}


def painted(seat: Seat) -> None:
    """Say when a browser with an empty cache paints something first."""
    program = shutil.which("chromium")
    if program is None:
        print(json.dumps({"bench": "desk paint", "skipped": "no Chromium here"}))
        return
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        for path in PAINTED:
            taken = [paint(browser, seat, path) for _ in range(5)]
            figures = {"median_ms": round(median(taken)), "worst_ms": round(max(taken))}
            print(json.dumps({"bench": "desk paint", "page": path, **figures}), flush=True)
        browser.close()


def paint(browser: Browser, seat: Seat, path: str) -> float:
    """Return milliseconds from the request to the first contentful paint."""
    context = browser.new_context()
    name, _, value = seat.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": seat.address}])
    page = context.new_page()
    page.goto(seat.address + path, wait_until="load")
    script = """() => new Promise(done => new PerformanceObserver(list => {
        for (const one of list.getEntriesByName('first-contentful-paint')) done(one.startTime)
    }).observe({type: 'paint', buffered: true}))"""
    found = float(page.evaluate(script))
    context.close()
    return found


if __name__ == "__main__":
    main()
