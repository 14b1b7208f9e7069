"""Requests on messages: RS writes to AL in the case file, AL's desks read and reply."""

from collections.abc import Mapping
from typing import Any

from tests.integration.authorisation.recipes import REASON, Asked, recipe_for
from tests.integration.authorisation.scene import ASKED, KNOWN, WHY, Setting

from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.carry import pack, unpack
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.onpaper import Mishap, Posting, not_delivered, send_by_hand
from egnatia.casework.dispatch.paper import print_form
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition, fingerprint, plain_composition
from egnatia.casework.rows import Account, Role
from egnatia.model.authority import Way
from egnatia.model.dispatch import Thing
from egnatia.model.identity import AttachmentId, MessageId, NodeId

_FACTS: Mapping[str, tuple[str, ...]] = {"facts": ("A boat was seized.",), "connection": ("He owns it.",)}


def composition(scene: Setting, **fields: object) -> Composition:
    """Return a lawful request about the person."""
    values: dict[str, object] = {
        "partner": "AL",
        "area": "missing_people" if scene.searching else "drugs",
        "case": scene.case.id,
        "title": "Boat",
        "reason": WHY,
        "role": str(scene.role),
        "facts": _FACTS,
        "things": (Thing(kind="person", properties=ASKED),),
    }
    return Composition(**{**values, **fields})  # type: ignore[arg-type]


def drafted(scene: Setting, **fields: object) -> MessageId:
    """Have the officer keep a draft."""
    return save_draft(scene.rs, scene.officer, composition(scene, **fields)).id


def written(scene: Setting, **fields: object) -> MessageId:
    """Have the officer send a message, and let it arrive."""
    message = drafted(scene, things=(Thing(kind="person", properties=KNOWN),), **fields)
    assert send(scene.rs, scene.officer, message).sent
    deliver_due(scene.rs)
    return message


def attached(scene: Setting, message: MessageId) -> AttachmentId:
    """Have the officer give a file to a draft, with what is on record of the person in it."""
    content = " ".join(value for values in KNOWN.values() for value in values).encode()
    return give(scene.rs, scene.officer, Enclosing(message=message, name="boat.txt"), [content]).id


def _sealed(scene: Setting) -> AttachmentId:
    """Have the officer send a message with a file, and let the message arrive without it."""
    message = drafted(scene)
    attachment = attached(scene, message)
    assert send(scene.rs, scene.officer, message).sent
    deliver_due(scene.rs)
    return attachment


def _plain(scene: Setting) -> dict[str, Any]:
    return plain_composition(composition(scene))


@recipe_for("GET /v1/messages")
def _list(scene: Setting, _actor: Account) -> Asked:
    written(scene)
    return Asked(method="GET", path="/v1/messages")


@recipe_for("GET /v1/messages/due")
def _due(scene: Setting, _actor: Account) -> Asked:
    written(scene)
    return Asked(method="GET", path="/v1/messages/due")


@recipe_for("POST /v1/messages")
def _write(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/messages", body=_plain(scene))


@recipe_for("POST /v1/messages/forms")
def _type_in(scene: Setting, _actor: Account) -> Asked:
    row = save_draft(scene.rs, scene.officer, composition(scene))
    return Asked(method="POST", path="/v1/messages/forms", body={"text": print_form(row, scene.rs.me)})


@recipe_for("POST /v1/messages/{message}/draft")
def _change(scene: Setting, _actor: Account) -> Asked:
    seen = fingerprint(composition(scene))
    return Asked(method="POST", path=f"/v1/messages/{drafted(scene)}/draft?seen={seen}", body=_plain(scene))


@recipe_for("DELETE /v1/messages/{message}")
def _discard(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="DELETE", path=f"/v1/messages/{drafted(scene)}")


@recipe_for("POST /v1/messages/{message}/attachments")
def _attach(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/messages/{drafted(scene)}/attachments?name=boat.txt", body=b"A boat.")


@recipe_for("DELETE /v1/messages/{message}/attachments/{attachment}")
def _detach(scene: Setting, _actor: Account) -> Asked:
    message = drafted(scene)
    return Asked(method="DELETE", path=f"/v1/messages/{message}/attachments/{attached(scene, message)}")


@recipe_for("GET /v1/messages/{message}/attachments/{attachment}")
def _save(scene: Setting, _actor: Account) -> Asked:
    message = drafted(scene)
    return Asked(method="GET", path=f"/v1/messages/{message}/attachments/{attached(scene, message)}")


@recipe_for("GET /v1/outbox/attachments")
def _carried(scene: Setting, _actor: Account) -> Asked:
    _stranded(scene)
    return Asked(method="GET", path="/v1/outbox/attachments?partner=AL")


@recipe_for("GET /v1/outbox/attachments/{attachment}")
def _carry_out(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/outbox/attachments/{_sealed(scene)}")


@recipe_for("POST /v1/outbox/attachments/{attachment}")
def _carry_in(scene: Setting, _actor: Account) -> Asked:
    attachment = _sealed(scene)
    sealed = scene.rs.shelf.read(attachment, 0, scene.rs.shelf.length(attachment))
    return Asked(method="POST", path=f"/v1/outbox/attachments/{attachment}", body=sealed, node="AL")


@recipe_for("GET /v1/messages/{message}/outlook")
def _look_over(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/messages/{drafted(scene)}/outlook")


@recipe_for("POST /v1/messages/{message}/sending")
def _send(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/messages/{drafted(scene)}/sending")


@recipe_for("POST /v1/messages/{message}/posting")
def _post(scene: Setting, _actor: Account) -> Asked:
    message = drafted(scene, partner="paper:MKD", authority="MVR Skopje")
    assert send(scene.rs, scene.officer, message).by_hand
    body = {"way": "courier", "day": str(scene.net.clock.now().date()), "note": "Parcel 17"}
    return Asked(method="POST", path=f"/v1/messages/{message}/posting", body=body)


def _posted(scene: Setting) -> MessageId:
    message = drafted(scene, partner="paper:MKD", authority="MVR Skopje")
    assert send(scene.rs, scene.officer, message).by_hand
    posting = Posting(way=Way.COURIER, day=scene.net.clock.now().date())
    return send_by_hand(scene.rs, scene.officer, message, posting).id


@recipe_for("POST /v1/messages/{message}/non-delivery")
def _miss(scene: Setting, _actor: Account) -> Asked:
    body = {"day": str(scene.net.clock.now().date()), "reason": "Moved"}
    return Asked(method="POST", path=f"/v1/messages/{_posted(scene)}/non-delivery", body=body)


@recipe_for("POST /v1/messages/{message}/closing")
def _close(scene: Setting, _actor: Account) -> Asked:
    mishap = Mishap(day=scene.net.clock.now().date(), reason="Moved")
    message = not_delivered(scene.rs, scene.officer, _posted(scene), mishap).id
    return Asked(method="POST", path=f"/v1/messages/{message}/closing", body={"reason": "Nobody there."})


@recipe_for("POST /v1/messages/{message}/entering")
def _enter(scene: Setting, _actor: Account) -> Asked:
    day = str(scene.net.clock.now().date())
    message = drafted(scene, partner="paper:MKD", authority="MVR Skopje", came=day, way="post")
    attached(scene, message)
    return Asked(method="POST", path=f"/v1/messages/{message}/entering")


@recipe_for("POST /v1/messages/{message}/taking-back")
def _take_back(scene: Setting, _actor: Account) -> Asked:
    message = drafted(scene, minor=True)
    assert not send(scene.rs, scene.officer, message).sent
    return Asked(method="POST", path=f"/v1/messages/{message}/taking-back")


@recipe_for("GET /v1/messages/{message}")
def _read(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/messages/{written(scene)}")


@recipe_for("GET /v1/messages/{message} (received)")
def _read_received(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/messages/{written(scene)}", node="AL")


@recipe_for("POST /v1/messages/{message}/acknowledgement")
def _acknowledge(scene: Setting, _actor: Account) -> Asked:
    message = written(scene, handling=("H3",), restriction="Not for the press.")
    return Asked(method="POST", path=f"/v1/messages/{message}/acknowledgement", node="AL")


@recipe_for("GET /v1/messages/{message}/form")
def _print(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=f"/v1/messages/{written(scene)}/form")


@recipe_for("POST /v1/messages/{message}/completion")
def _finish(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/messages/{written(scene)}/completion", node="AL")


@recipe_for("POST /v1/messages/{message}/return")
def _return(scene: Setting, _actor: Account) -> Asked:
    body = {"reason": "It is for the customs of Ohrid."}
    return Asked(method="POST", path=f"/v1/messages/{written(scene)}/return", body=body, node="AL")


@recipe_for("POST /v1/messages/{message}/rerouting")
def _reroute(scene: Setting, _actor: Account) -> Asked:
    body = {"desk": "customs", **REASON}
    return Asked(method="POST", path=f"/v1/messages/{written(scene)}/rerouting", body=body, node="AL")


@recipe_for("GET /v1/outbox")
def _waiting(scene: Setting, _actor: Account) -> Asked:
    _stranded(scene)
    return Asked(method="GET", path="/v1/outbox")


@recipe_for("GET /v1/outbox/refused")
def _refused(scene: Setting, _actor: Account) -> Asked:
    _stranded(scene)
    return Asked(method="GET", path="/v1/outbox/refused")


@recipe_for("POST /v1/outbox/trying")
def _try(scene: Setting, _actor: Account) -> Asked:
    _stranded(scene)
    return Asked(method="POST", path="/v1/outbox/trying", body={"partner": "AL"})


@recipe_for("POST /v1/outbox/{message}/giving-up")
def _give_up(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path=f"/v1/outbox/{_stranded(scene)}/giving-up", body=REASON)


@recipe_for("POST /v1/outbox/bundles")
def _pack(scene: Setting, _actor: Account) -> Asked:
    _stranded(scene)
    return Asked(method="POST", path="/v1/outbox/bundles", body={"partner": "AL"})


@recipe_for("POST /v1/outbox/arrivals")
def _unpack(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="POST", path="/v1/outbox/arrivals", body={"bundle": _packed(scene)}, node="AL")


@recipe_for("POST /v1/outbox/replies")
def _take_back_replies(scene: Setting, _actor: Account) -> Asked:
    bundle = _packed(scene).encode()
    replied = unpack(scene.al, scene.net.person("AL", "setup.admin", Role.ADMINISTRATOR), bundle)
    return Asked(method="POST", path="/v1/outbox/replies", body={"bundle": replied.data.decode()})


def _stranded(scene: Setting) -> MessageId:
    """Have the officer send a message while the line is down."""
    message = drafted(scene, things=(Thing(kind="person", properties=KNOWN),))
    assert send(scene.rs, scene.officer, message).sent
    return message


def _packed(scene: Setting) -> str:
    _stranded(scene)
    admin = scene.net.person("RS", "setup.admin", Role.ADMINISTRATOR)
    return pack(scene.rs, admin, NodeId("AL")).data.decode()
