"""The JSON interface of a node for its own programs, at the Unix socket; one module a feature."""

from functools import partial

from fastapi import FastAPI

from egnatia import __version__
from egnatia.api import (
    access,
    accounts,
    ask,
    authorisation,
    breakglass,
    byhand,
    casefiles,
    collect,
    confirm,
    consent,
    contest,
    edit,
    erase,
    exporting,
    forward,
    holdings,
    importing,
    judge,
    law,
    oversight,
    partners,
    peril,
    release,
    repeats,
    retain,
    statistics,
    withhold,
    witness,
)
from egnatia.api.describing import REFUSED, describe
from egnatia.api.faults import handle_faults
from egnatia.api.strict import BODIES, refuse_unknown_fields
from egnatia.bootstrap import Node

refuse_unknown_fields(*BODIES)

_FEATURES = (
    access,
    accounts,
    ask,
    authorisation,
    breakglass,
    byhand,
    casefiles,
    collect,
    confirm,
    consent,
    contest,
    edit,
    erase,
    exporting,
    forward,
    holdings,
    importing,
    judge,
    law,
    oversight,
    partners,
    peril,
    release,
    repeats,
    retain,
    statistics,
    withhold,
    witness,
)


def build_app(node: Node) -> FastAPI:
    """Build the application over a running node."""
    app = assemble()
    app.state.node = node
    return app


def assemble() -> FastAPI:
    """Put all features together, without a node: enough to describe the interface."""
    app = FastAPI(title="Egnatia", version=__version__, docs_url=None, redoc_url=None, responses=REFUSED)
    app.openapi = partial(describe, app)  # type: ignore[method-assign] # as FastAPI says how to extend it
    for feature in _FEATURES:
        app.include_router(feature.router, prefix="/v1")
    handle_faults(app)
    return app
