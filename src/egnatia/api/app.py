"""The JSON interface of a node for its own programs, at the Unix socket; one module a feature."""

from functools import cache, partial

from fastapi import FastAPI

from egnatia import __version__
from egnatia.api import (
    access,
    accounts,
    acknowledge,
    actionday,
    alert,
    ask,
    attachment,
    authorisation,
    breakglass,
    byhand,
    casefiles,
    collect,
    confirm,
    consent,
    contest,
    dispatch,
    edit,
    erase,
    exporting,
    find,
    forward,
    holdings,
    identify,
    importing,
    judge,
    law,
    network,
    operation,
    outbox,
    oversight,
    pairs,
    partners,
    peril,
    recall,
    release,
    remarks,
    repeats,
    retain,
    statistics,
    watch,
    withhold,
    witness,
)
from egnatia.api.describing import REFUSED, describe
from egnatia.api.faults import handle_faults
from egnatia.api.strict import BODIES, refuse_unknown_fields

refuse_unknown_fields(*BODIES)

_FEATURES = (
    access,
    accounts,
    acknowledge,
    actionday,
    alert,
    ask,
    attachment,
    authorisation,
    breakglass,
    byhand,
    casefiles,
    collect,
    confirm,
    consent,
    contest,
    dispatch,
    edit,
    erase,
    exporting,
    find,
    forward,
    holdings,
    identify,
    importing,
    judge,
    law,
    network,
    operation,
    outbox,
    oversight,
    pairs,
    partners,
    peril,
    recall,
    release,
    remarks,
    repeats,
    retain,
    statistics,
    watch,
    withhold,
    witness,
)


@cache
def assemble() -> FastAPI:
    """Put all features together, once for all nodes of a process: each request says at which node it was made."""
    app = FastAPI(title="Egnatia", version=__version__, docs_url=None, redoc_url=None, responses=REFUSED)
    app.openapi = partial(describe, app)  # type: ignore[method-assign] # as FastAPI says how to extend it
    for feature in _FEATURES:
        app.include_router(feature.router, prefix="/v1")
    handle_faults(app)
    return app
