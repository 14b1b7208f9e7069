"""Every page of the desk, by its routes, and a scene in which each has something on it."""

from dataclasses import dataclass, replace

from tests.browser.stage import Stage
from tests.browser.test_oversight import sequenced
from tests.browser.test_screens import given, recorded
from tests.twins.network import caveat
from tests.unit.casework.alert.conftest import MAN, RED, UNTIL
from tests.unit.casework.dispatch.conftest import Post
from tests.unit.casework.identify.searching import Morgue
from tests.unit.casework.operations.conftest import planning_for
from tests.unit.casework.webs import Web

from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.collect import Draft, collect
from egnatia.casework.granting import Standing, change_account
from egnatia.casework.identify import board
from egnatia.casework.links import invite_other
from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import Saying, tell_result
from egnatia.casework.operations.planning import plan
from egnatia.casework.questions import Wanted, page_questions
from egnatia.casework.recall import recall
from egnatia.casework.rows import Role
from egnatia.exchange.recall import RecallGround
from egnatia.model.actionday import Result, ResultKind
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import SubjectRole
from egnatia.model.delivery import Stop
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import CaseId, CountryCode, LineageId, NodeId, QuestionId, StatementId
from egnatia.model.operation import OperationId
from egnatia.model.question import Subject

#: Who looks at each page, and where it is.
PAGES = {
    "/": ("RS officer.one", "/"),
    "/account": ("RS officer.one", "/account"),
    "/account/passkey": ("RS officer.one", "/account/passkey"),
    "/people": ("RS admin.one", "/people"),
    "/people/vouching": ("RS chief.one", "/people/vouching"),
    "/ask": ("RS officer.one", "/ask?kind=dna"),
    "/questions": ("RS officer.one", "/questions"),
    "/questions/{question}": ("RS officer.one", "/questions/{question}"),
    "/watches": ("RS officer.one", "/watches"),
    "/watches/{question}": ("RS officer.one", "/watches/{watch}"),
    "/inbox": ("AL chief.one", "/inbox"),
    "/inbox/{question}": ("AL chief.one", "/inbox/{question}"),
    "/hits/{reference}": ("AL chief.one", "/hits/{reference}"),
    "/messages": ("RS officer.one", "/messages?tab=sent"),
    "/messages/{message}": ("AL officer.one", "/messages/{message}"),
    "/messages/{message}/draft": ("RS officer.one", "/messages/{draft}/draft"),
    "/messages/{message}/attachments": ("RS officer.one", "/messages/{draft}/attachments"),
    "/messages/{message}/paper": ("RS officer.one", "/messages/{message}/paper"),
    "/operations": ("RS officer.one", "/operations"),
    "/operations/planning": ("RS officer.one", "/operations/planning?operation={operation}"),
    "/operations/{operation}": ("RS prosecutor.one", "/operations/{operation}"),
    "/action-days": ("RS officer.one", "/action-days"),
    "/action-days/planning": ("RS officer.one", "/action-days/planning"),
    "/action-days/{operation}": ("RS officer.one", "/action-days/{action}"),
    "/alerts": ("RS officer.one", "/alerts"),
    "/alerts/proposing": ("RS officer.one", "/alerts/proposing?kind=person&record={record}&case={case}"),
    "/alerts/{alert}": ("RS chief.one", "/alerts/{alert}"),
    "/cases": ("RS chief.one", "/cases"),
    "/cases/{case}": ("RS officer.one", "/cases/{case}"),
    "/cases/{case}/network": ("RS officer.one", "/cases/{case}/network"),
    "/cases/{case}/pairs": ("RS officer.one", "/cases/{case}/pairs"),
    "/cases/{case}/pairs/{record}/{other}": ("RS officer.one", "/cases/{case}/pairs/{ana}/{marko}"),
    "/cases/{case}/identification": ("RS forensic.one", "/cases/{search}/identification"),
    "/identification": ("RS officer.one", "/identification"),
    "/cases/{case}/identifications": ("RS forensic.one", "/cases/{search}/identifications"),
    "/cases/{case}/identifications/{statement}/report": (
        "RS forensic.one",
        "/cases/{search}/identifications/{board}/report",
    ),
    "/cases/{case}/export": ("RS chief.one", "/cases/{case}/export"),
    "/perils": ("RS prosecutor.one", "/perils?matter={case}"),
    "/records/{record}": ("RS officer.one", "/records/{record}?case={case}"),
    "/records/{record}/views": ("RS officer.one", "/records/{record}/views?case={case}&partner=AL"),
    "/records/{record}/passing": ("RS prosecutor.one", "/records/{received}/passing?case={case}"),
    "/records/{record}/recall": ("AL chief.one", "/records/{original}/recall"),
    "/recalls": ("AL chief.one", "/recalls"),
    "/consents": ("RS prosecutor.one", "/consents"),
    "/access": ("RS chief.one", "/access"),
    "/refused": ("RS admin.one", "/refused"),
    "/clocks": ("RS chief.one", "/clocks"),
    "/trail": ("RS dpo.one", "/trail"),
    "/trail/log": ("RS dpo.one", "/trail/log"),
    "/trail/entries/{index}": ("RS dpo.one", "/trail/entries/0"),
    "/trail/retention": ("RS dpo.one", "/trail/retention?days=3660"),
    "/trail/danger": ("RS dpo.one", "/trail/danger"),
    "/trail/pattern": ("RS dpo.one", "/trail/pattern"),
    "/trail/statistics": ("RS dpo.one", "/trail/statistics?first=2026-11"),
    "/login": ("RS expert.one", "/login"),
}
#: Routes that are no page, or one that another test looks at.
LEFT_OUT = {
    "/style.css": "a style",
    "/icon.svg": "a picture",
    "/built/{path:path}": "scripts and fonts",
    "/display": "sets language and colours, and goes back",
    "/start": "goes to where the person's work begins",
    "/login/{secret}": "test_accessible looks at it; a link is used up by looking at it as its person",
    "/login/identity": "goes to the identity provider",
    "/login/identity/back": "comes back from there",
    "/trail/entries/{index}/proof": "a file",
    "/messages/{message}/attachments/{attachment}": "a file",
    "/action-days/{operation}/live": "a part of the board, which is looked at as a whole",
    "/operations/{operation}/live": "a part of the board, which is looked at as a whole",
}


@dataclass(frozen=True)
class Scene:
    """What the pages show."""

    stage: Stage
    ids: dict[str, str]

    def address(self, node: str, path: str) -> str:
        """Return where a page is."""
        return self.stage.desks[node] + path.format(**self.ids)


def furnish(stage: Stage) -> Scene:
    """Have something of everything."""
    received, own, people = given(stage), recorded(stage), stage.people
    rs, al = stage.net.offices["RS"], stage.net.offices["AL"]
    web = Web(net=stage.net, who=people["RS", "officer.one"], file=stage.case)
    found = {name: web.records[name].id for name in ("ana", "marko")}
    [question] = page_questions(rs, people["RS", "officer.one"], Wanted(received=False, waiting=False)).rows
    [hit] = al.store.read(lambda tx: tx.answers.of(question.question.id))
    assert hit.record
    recall(al, people["AL", "chief.one"], hit.record, RecallGround.INACCURATE, "It was another man.")
    workers = {"officer": "RS officer.one", "boss": "RS chief.one", "clerk": "AL officer.one", "chief": "AL chief.one"}
    accounts = {name: people[who.split()[0], who.split()[1]] for name, who in workers.items()}
    post = Post(net=stage.net, case=stage.case, **accounts)
    invite_other(rs, people["RS", "admin.one"], "officer.one")
    wanted = Standing(roles=frozenset({Role.OFFICER, Role.ANALYST}))
    change_account(rs, people["RS", "admin.one"], "officer.one", wanted)
    sequenced(stage, "RS")
    made = {"question": question.question.id, "reference": hit.reference, "original": hit.record, "case": stage.case.id}
    made["operation"], made["watch"] = planned(stage), watched(stage)
    made["action"] = counted(stage)
    made["alert"] = sought(stage)
    made["search"], made["board"] = identified(stage)
    asking = {"requesting_authority": ("Court in Belgrade",), "measure": ("hearing_by_video",)}
    letters = {"message": post.write(), "draft": post.draft(sort=Sort.ASSISTANCE, facts=asking)}
    return Scene(stage, {**made, **letters, **found, "record": own.id, "received": received.id})


def identified(stage: Stage) -> tuple[CaseId, StatementId]:
    """Have an expert in Belgrade put before the board that a body is the man whose family searches."""
    morgue = Morgue(net=stage.net)
    stage.people["RS", "forensic.one"] = morgue.expert
    stage.standing("RS").office = morgue.office
    proposing = board.Proposing(case=morgue.case.id, victim="body-1", missing="Ilir Doda", reason="All loci fit.")
    return morgue.case.id, board.propose(morgue.office, morgue.expert, proposing).id


def watched(stage: Stage) -> QuestionId:
    """Have Belgrade wait at Tirana for a man of whom nobody knows yet."""
    enquiry = Enquiry(
        kind="person",
        properties={"first_name": ("Vukašin",), "family_name": ("Obradović",), "birth_date": ("1979-03-02",)},
        case=stage.case.id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "He is said to have gone there."},
        watch_days=30,
    )
    rs = stage.net.offices["RS"]
    [delivered] = follow(rs, ask(rs, stage.people["RS", "officer.one"], enquiry))
    return QuestionId(delivered.message)


def sought(stage: Stage) -> LineageId:
    """Have Belgrade propose an alert on a man, to Tirana."""
    rs, officer = stage.net.offices["RS"], stage.people["RS", "officer.one"]
    [record] = collect(rs, officer, [Draft(kind="person", properties=MAN, caveat=caveat())])
    proposing = Proposing(
        sort=AlertSort.WANTED,
        record=record.id,
        case=stage.case.id,
        until=UNTIL,
        because={NodeId("AL"): "He was seen on the road to Shkodër."},
        details=RED,
    )
    made = propose(rs, officer, proposing)
    assert made.alert
    return made.alert.id


def planned(stage: Stage) -> OperationId:
    """Have Belgrade plan a controlled delivery from Shanghai to Tirana."""
    rs, today = stage.net.offices["RS"], stage.net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK, matter=stage.case.id, authority="KT-17", begins=today, ends=today, reason="To find them."
    )
    allowed = authorise(rs, stage.people["RS", "prosecutor.one"], granting).id
    stops = tuple(Stop(country=CountryCode(code)) for code in ("CHN", "SRB", "ALB"))
    typed = replace(planning_for(stage.case, today, allowed), stops=stops, observers=frozenset())
    made = plan(rs, stage.people["RS", "officer.one"], typed)
    assert made.operates
    return made.operates.operation


def counted(stage: Stage) -> OperationId:
    """Have Belgrade plan a joint action day with Tirana, and tell two results."""
    rs, officer, today = stage.net.offices["RS"], stage.people["RS", "officer.one"], stage.net.clock.now().date()
    planning = ActionPlanning(
        case=stage.case.id,
        title="Spring in the Balkans",
        priorities=("firearms_trafficking", "drug_trafficking"),
        participants=frozenset({NodeId("AL")}),
        begins=today,
        ends=today,
        coordination="Room 12, day and night",
        reason="Rifles go west.",
    )
    made = plan_action(rs, officer, planning)
    assert made.operates
    saying = Saying(office=rs, actor=officer, operation=made.operates.operation)
    for kind, count in ((ResultKind.CHECK, 1240), (ResultKind.ARREST, 2)):
        said = Result(kind=kind, priority="drug_trafficking", country=CountryCode("SRB"), day=today, count=count)
        tell_result(saying, said)
    return saying.operation
