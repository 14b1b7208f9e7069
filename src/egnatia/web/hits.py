"""One hit at the side that has the record: compare, confirm or reject, release or withhold."""

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.audience import Audience, audience_of
from egnatia.casework.compare import Comparison, compare
from egnatia.casework.confirm import confirm
from egnatia.casework.release import Giving, release
from egnatia.casework.rights import Right
from egnatia.casework.withhold import Refusing, withhold
from egnatia.exchange.ground import Ground
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.model.errors import ParseError
from egnatia.model.identity import Reference
from egnatia.model.kinds import KINDS
from egnatia.web.audience import WORDS as WHO_AND_WHY
from egnatia.web.comparison import Line, lines_of, reasons
from egnatia.web.shell import Visit, freshly, go, screen
from egnatia.web.words import GROUNDS, HIT, QUALITY


def routes() -> list[Route]:
    """Return the screens of one hit."""
    return [
        screen("/hits/{reference}", show_hit),
        screen("/hits/{reference}/verdict", judge, takes_form=True),
        screen("/hits/{reference}/release", freshly(give), takes_form=True),
        screen("/hits/{reference}/withholding", keep_back, takes_form=True),
    ]


def show_hit(visit: Visit) -> Response:
    """Show question and own record side by side, property by property, and why they met; that it was seen is logged."""
    seen = compare(visit.office, visit.account, Reference(visit.path["reference"]))
    return visit.show(
        "hit.html",
        seen=seen,
        lines=_lines(visit, seen),
        kind=KINDS[seen.hit.kind],
        state=visit.display.stands(HIT, seen.hit.state),
        quality=QUALITY,
        grounds={ground: words for ground, words in GROUNDS.items() if ground != Ground.PROTECTED_INTEREST},
        may_confirm=visit.may(Right.CONFIRM),
        may_release=visit.may(Right.RELEASE),
        audience=_audience(visit, seen),
        words=WHO_AND_WHY,
        may_authorise=visit.may(Right.AUTHORISE),
        today=visit.office.clock.now().date(),
    )


def _audience(visit: Visit, seen: Comparison) -> Audience | None:
    """Return who will see it, for whoever decides on a release now."""
    if seen.record is None or seen.hit.state != HitState.CONFIRMED or not visit.may(Right.RELEASE):
        return None
    return audience_of(visit.office, visit.account, seen.hit.reference)


def judge(visit: Visit) -> Response:
    """Confirm or reject a hit."""
    reference = Reference(visit.path["reference"])
    confirm(visit.office, visit.account, reference, parse_verdict(visit.one("verdict")), visit.one("reason"))
    return go(f"/hits/{reference}")


def parse_verdict(word: str) -> Verdict:
    """Read what a person thinks of a hit.

    Raises:
        ParseError: it is neither.
    """
    try:
        return Verdict(word)
    except ValueError:
        raise ParseError("verdict", "neither confirm nor reject") from None


def give(visit: Visit) -> Response:
    """Release the record behind a confirmed hit, or approve that it is released."""
    reference = Reference(visit.path["reference"])
    given = release(
        visit.office,
        visit.account,
        Giving(reference=reference, reason=visit.one("reason"), break_glass=visit.one("break_glass")),
    )
    return go(f"/hits/{reference}") if given.record else visit.show("approved.html", given=given)


def keep_back(visit: Visit) -> Response:
    """Withhold the record behind a confirmed hit, on a ground; what the partner is told of it, the instrument says."""
    reference = Reference(visit.path["reference"])
    try:
        ground = Ground(visit.one("ground"))
    except ValueError:
        raise ParseError("ground", "choose one") from None
    withhold(visit.office, visit.account, Refusing(reference=reference, ground=ground, reason=visit.one("reason")))
    return go(f"/hits/{reference}")


def _lines(visit: Visit, seen: Comparison) -> list[Line]:
    found = seen.record.properties if seen.record else {}
    # Loci are compared in a table of their own.
    evidence = seen.hit.evidence[:1] if seen.weight else seen.hit.evidence
    told = ((item["property"], item["asked"], item["found"], item["why"]) for item in evidence)
    return lines_of(KINDS[seen.hit.kind], seen.asked.question.properties, found, reasons(visit, told))
