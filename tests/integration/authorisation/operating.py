"""Requests on controlled deliveries: RS leads one from Shanghai by Belgrade to Tirana."""

from typing import Any

from tests.integration.authorisation.recipes import REASON, Asked, recipe_for
from tests.integration.authorisation.scene import Setting

from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.casework.operations.consenting import Agreeing, agree
from egnatia.casework.operations.planning import Planning, plan
from egnatia.casework.operations.running import start
from egnatia.casework.rows import Account, Role
from egnatia.model.delivery import Goods, GoodsSort, HandOver, Stop
from egnatia.model.identity import CountryCode, StatementId
from egnatia.model.instant import format_instant
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement

_CHN, _SRB, _ALB = CountryCode("CHN"), CountryCode("SRB"), CountryCode("ALB")
_WHO: dict[str, Any] = {"authority": "Public Prosecutor, KT-17", "supervision": "unit 3", **REASON}


def _planning(scene: Setting) -> Planning:
    today = scene.net.clock.now().date()
    return Planning(
        case=scene.case.id,
        title="Drums",
        goods=Goods(sort=GoodsSort.PRECURSORS, description="55 blue drums"),
        stops=tuple(Stop(country=country) for country in (_CHN, _SRB, _ALB)),
        hand_overs=tuple(HandOver(place=place, day=today, contacts="duty desks") for place in ("Surčin", "Hani")),
        begins=today,
        ends=today,
        decision="The prosecutor decides.",
        authorisation=StatementId(scene.authorised()),
        reason=REASON["reason"],
    )


def planned(scene: Setting) -> Statement:
    """Have the officer plan it, and let it arrive."""
    made = plan(scene.rs, scene.officer, _planning(scene))
    deliver_due(scene.rs)
    return made


def _operation(made: Statement) -> OperationId:
    assert made.operates
    return made.operates.operation


def _agree(office: Office, actor: Account, made: Statement, country: CountryCode) -> StatementId:
    agreeing = Agreeing(
        operation=_operation(made),
        plan=made.id,
        country=country,
        until=office.clock.now().date(),
        document="a" * 64 if country == _CHN else None,
        **_WHO,
    )
    given = agree(office, actor, agreeing).id
    deliver_due(office)
    return given


def _cleared(scene: Setting) -> OperationId:
    made = planned(scene)
    prosecutor = scene.net.person("RS", "setup.recorder", Role.PROSECUTOR)
    _agree(scene.rs, prosecutor, made, _CHN)
    _agree(scene.rs, prosecutor, made, _SRB)
    _agree(scene.al, scene.chief, made, _ALB)
    return _operation(made)


@recipe_for("GET /v1/operations")
def _list(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/operations")


@recipe_for("POST /v1/operations")
def _plan(scene: Setting, _actor: Account) -> Asked:
    made = _planning(scene)
    body = {
        "case": made.case,
        "title": made.title,
        "goods": {"sort": "precursors", "description": "55 blue drums"},
        "stops": [{"country": stop.country} for stop in made.stops],
        "hand_overs": [
            {"place": one.place, "day": one.day.isoformat(), "contacts": one.contacts} for one in made.hand_overs
        ],
        "begins": made.begins.isoformat(),
        "ends": made.ends.isoformat(),
        "decision": made.decision,
        "authorisation": made.authorisation,
        **REASON,
    }
    return Asked(method="POST", path="/v1/operations", body=body)


@recipe_for("GET /v1/operations/{operation}")
def _show(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/operations/{_operation(planned(scene))}")


@recipe_for("POST /v1/operations/{operation}/consents")
def _consent(scene: Setting, _actor: Account) -> Asked:
    made = planned(scene)
    body = {"plan": made.id, "country": "SRB", "until": scene.net.clock.now().date().isoformat(), **_WHO}
    return Asked(method="POST", path=f"/v1/operations/{_operation(made)}/consents", body=body)


@recipe_for("POST /v1/operations/{operation}/consents/{statement}/withdrawal")
def _withdraw(scene: Setting, _actor: Account) -> Asked:
    made = planned(scene)
    given = _agree(scene.rs, scene.net.person("RS", "setup.recorder", Role.PROSECUTOR), made, _SRB)
    path = f"/v1/operations/{_operation(made)}/consents/{given}/withdrawal"
    return Asked(method="POST", path=path, body=REASON)


@recipe_for("POST /v1/operations/{operation}/start")
def _start(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/operations/{_cleared(scene)}/start", body=REASON)


@recipe_for("POST /v1/operations/{operation}/reports")
def _report(scene: Setting, _actor: Account) -> Asked:
    path = f"/v1/operations/{_operation(planned(scene))}/reports"
    return Asked(method="POST", path=path, body={"deed": "abandon", **REASON})


@recipe_for("POST /v1/operations/{operation}/positions")
def _position(scene: Setting, _actor: Account) -> Asked:
    operation = _cleared(scene)
    start(scene.rs, scene.officer, operation, "It sailed.")
    at = format_instant(scene.net.clock.now())
    stale = at.replace("T12", "T13")
    event = f'<event type="a-f-G-E-V" time="{at}" stale="{stale}"><point lat="41.9" lon="21.4"/></event>'
    return Asked(method="POST", path=f"/v1/operations/{operation}/positions", body={"event": event})
