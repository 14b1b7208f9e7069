"""The sections of the desk: what people do here, which lists stand beside one another, and the key of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from egnatia.casework.rights import Right
from egnatia.web.languages import marked

#: Screens that belong to a section of another name.
WITHIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "/hits": "/inbox",
        "/consents": "/inbox",
        "/passing": "/inbox",
        "/access": "/inbox",
        "/records": "/cases",
        "/search": "/ask",
        "/watches": "/questions",
        "/perils": "/cases",
        "/assurances": "/cases",
        "/action-days": "/operations",
        "/refused": "/people",
        "/clocks": "/messages",
    }
)

#: What people do here, in the order in which it stands in the navigation, and the rights of which one is needed.
SECTIONS: tuple[tuple[str, str, frozenset[Right]], ...] = (
    ("/ask", marked("Ask"), frozenset({Right.ASK})),
    ("/questions", marked("Answers"), frozenset({Right.ASK})),
    ("/inbox", marked("Inbox"), frozenset({Right.ANSWER, Right.CONFIRM, Right.RELEASE})),
    ("/messages", marked("Messages"), frozenset({Right.CORRESPOND})),
    ("/operations", marked("Operations"), frozenset({Right.CORRESPOND, Right.AUTHORISE})),
    ("/alerts", marked("Alerts"), frozenset({Right.CONSULT})),
    ("/cases", marked("Case files"), frozenset({Right.CONSULT, Right.OPEN_CASE_FILE})),
    ("/identification", marked("People we look for"), frozenset({Right.CONSULT})),
    ("/trail", marked("Oversight"), frozenset({Right.AUDIT})),
    ("/people", marked("People"), frozenset({Right.ADMINISTER})),
    ("/", marked("This node"), frozenset(Right)),
)
#: Lists beside the first one of a section, and the rights of which one is needed.
BESIDE: Mapping[str, tuple[tuple[str, str, frozenset[Right]], ...]] = MappingProxyType(
    {
        "/questions": (
            ("/questions", marked("Answers"), frozenset({Right.ASK})),
            ("/watches", marked("Watches"), frozenset({Right.CONSULT, Right.OPEN_CASE_FILE})),
        ),
        "/inbox": (
            ("/inbox", marked("Questions"), frozenset({Right.ANSWER, Right.CONFIRM, Right.RELEASE})),
            ("/consents", marked("Passing on"), frozenset({Right.RELEASE})),
            ("/access", marked("People on record"), frozenset({Right.REVIEW})),
        ),
        "/messages": (
            ("/messages", marked("Messages"), frozenset({Right.CORRESPOND})),
            ("/clocks", marked("Clocks"), frozenset({Right.OPEN_CASE_FILE})),
        ),
        "/operations": (
            ("/operations", marked("Controlled deliveries"), frozenset({Right.CORRESPOND, Right.AUTHORISE})),
            ("/action-days", marked("Joint action days"), frozenset({Right.CORRESPOND, Right.AUTHORISE})),
        ),
        "/people": (
            ("/people", marked("People"), frozenset({Right.ADMINISTER})),
            ("/refused", marked("Refused letters"), frozenset({Right.ADMINISTER})),
        ),
    }
)
#: The letter that, after `g`, goes to a section.
KEYS: Mapping[str, str] = MappingProxyType(
    {
        "/ask": "a",
        "/questions": "q",
        "/inbox": "i",
        "/messages": "m",
        "/operations": "d",
        "/alerts": "w",
        "/cases": "c",
        "/identification": "l",
        "/trail": "o",
        "/people": "p",
        "/": "n",
    }
)
