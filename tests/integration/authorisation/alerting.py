"""Requests on alerts: RS seeks somebody, and AL is told."""

from datetime import timedelta

from tests.integration.authorisation.recipes import REASON, Asked, recipe_for
from tests.integration.authorisation.scene import KNOWN, WHY, Setting

from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.alert.vetting import Checks, publish
from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Account
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import Handling
from egnatia.model.identity import LineageId, NodeId, RecordId

_ALL = dict.fromkeys(("neutral", "refugee", "rights", "accurate", "proportionate"), True)
_RED = {
    "facts": "He shot at two people.",
    "law": "Art. 114",
    "warrant": "Kpp 114/26",
    "warrant_date": "2026-05-04",
    "issuing_authority": "Higher Court",
    "maximum_penalty": "180 months",
    "extradition": "sought",
}
_YELLOW = {"facts": "He did not come home.", "contact": "Duty desk", "consent": "family"}
_SEEN = {"last_seen_date": ("2026-11-01",), "last_seen_country": ("ALB",), "status": ("active",)}


def _sought(scene: Setting) -> RecordId:
    """Put somebody on record of whom enough is known."""
    kind, more = ("missing_report", _SEEN) if scene.searching else ("person", {"height": ("187 cm",)})
    properties = {**KNOWN, **more, "sex": ("male",)}
    [made] = collect(scene.rs, scene.officer, [Draft(kind=kind, properties=properties, caveat=scene.caveat())])
    return made.id


def _proposing(scene: Setting) -> Proposing:
    return Proposing(
        sort=AlertSort.MISSING if scene.searching else AlertSort.WANTED,
        record=_sought(scene),
        case=scene.case.id,
        until=scene.net.clock.now().date() + timedelta(days=90),
        because={NodeId("AL"): WHY},
        details=_YELLOW if scene.searching else _RED,
    )


def proposed(scene: Setting) -> LineageId:
    """Have the officer propose an alert."""
    made = propose(scene.rs, scene.officer, _proposing(scene))
    assert made.alert
    return made.alert.id


def restricted(scene: Setting) -> LineageId:
    """Publish an alert whose use is restricted in words, which nobody at AL has read."""
    scene.handling = frozenset({Handling.RESTRICTED})
    return published(scene)


def published(scene: Setting) -> LineageId:
    """Have another person publish it, and let it arrive."""
    alert = proposed(scene)
    publish(scene.rs, scene.boss, alert, Checks(**_ALL), "Compared.")
    deliver_due(scene.rs)
    return alert


@recipe_for("GET /v1/alerts")
def _alerts(scene: Setting, _actor: Account) -> Asked:
    published(scene)
    return Asked(method="GET", path="/v1/alerts?board=fugitives")


@recipe_for("POST /v1/alerts")
def _propose(scene: Setting, _actor: Account) -> Asked:
    wanted = _proposing(scene)
    body = {
        "sort": wanted.sort,
        "record": wanted.record,
        "case": wanted.case,
        "until": wanted.until.isoformat(),
        "because": dict(wanted.because),
        "details": dict(wanted.details),
    }
    return Asked(method="POST", path="/v1/alerts", body=body)


@recipe_for("GET /v1/alerts/{alert}")
def _alert(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/alerts/{published(scene)}")


@recipe_for("POST /v1/alerts/{alert}/acknowledgement")
def _acknowledge(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/alerts/{restricted(scene)}/acknowledgement", node="AL")


@recipe_for("POST /v1/alerts/{alert}/publication")
def _publish(scene: Setting, _actor: Account) -> Asked:
    body = {"checks": _ALL, **REASON}
    return Asked(method="POST", path=f"/v1/alerts/{proposed(scene)}/publication", body=body)


@recipe_for("POST /v1/alerts/{alert}/rejection")
def _reject(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/alerts/{proposed(scene)}/rejection", body=REASON)


@recipe_for("POST /v1/alerts/{alert}/ending")
def _end(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/alerts/{published(scene)}/ending", body=REASON)
