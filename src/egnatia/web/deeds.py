"""Words for what the log says was done; the log itself holds codes."""

from collections.abc import Mapping
from types import MappingProxyType

from egnatia.ledger.entry import Act, Entry

#: By act and, where the entry says more exactly what it was, by that.
_DEEDS: Mapping[tuple[Act, str], str] = MappingProxyType(
    {
        (Act.COLLECTION, ""): "put records on record",
        (Act.COLLECTION, "import"): "imported records",
        (Act.COLLECTION, "released"): "gave a record that was asked for",
        (Act.COLLECTION, "forwarded"): "passed a third agency's record on",
        (Act.COLLECTION, "hit"): "answered with data at once",
        (Act.ALTERATION, ""): "changed a record",
        (Act.ALTERATION, "corrected"): "told a partner of a correction",
        (Act.ALTERATION, "extend"): "decided to keep a record longer",
        (Act.ALTERATION, "contest"): "marked a record as contested",
        (Act.ALTERATION, "settle"): "settled what was contested",
        (Act.ALTERATION, "restrict"): "restricted the use of a record",
        (Act.CONSULTATION, ""): "read data",
        (Act.CONSULTATION, "access"): "looked through the register for a person concerned",
        (Act.CONSULTATION, "access_whole"): "looked at a marked record for a person concerned",
        (Act.CONSULTATION, "network"): "looked at what records are tied to",
        (Act.CONSULTATION, "view_as"): "looked at what a partner would see",
        (Act.CONSULTATION, "inspected"): "looked on behalf of the supervisory authority",
        (Act.DISCLOSURE, ""): "was told of a hit",
        (Act.DISCLOSURE, "released"): "released a record",
        (Act.DISCLOSURE, "by_hand"): "told a partner of a hit",
        (Act.DISCLOSURE, "export"): "exported records",
        (Act.DISCLOSURE, "forwarded"): "forwarded a record",
        (Act.COMBINATION, ""): "set data of two origins side by side",
        (Act.ERASURE, ""): "erased records",
        (Act.QUESTION, ""): "asked; a person must answer",
        (Act.QUESTION, "asked"): "asked a partner",
        (Act.QUESTION, "expired"): "did not answer in time",
        (Act.QUESTION, "altered_repeat"): "asked with altered words",
        (Act.ANSWER, ""): "was answered: nothing",
        (Act.ANSWER, "hit"): "answered: hit",
        (Act.ANSWER, "nothing"): "answered: nothing that can be shared",
        (Act.ANSWER, "waiting"): "answered: a person must look",
        (Act.ANSWER, "refused"): "refused to answer",
        (Act.ANSWER, "by_hand"): "answered by hand: nothing",
        (Act.DECISION, ""): "decided",
        (Act.DECISION, "not_asked"): "was not let ask",
        (Act.DECISION, "begin_anew"): "began anew with a partner's log",
        (Act.REFUSAL, ""): "was refused",
        (Act.REFUSAL, "withheld"): "withheld a record",
        (Act.REFUSAL, "by_hand"): "refused to answer",
        (Act.REFUSAL, "altered_repeat"): "was stopped: too many altered questions",
        (Act.STATEMENT, ""): "stated something",
        (Act.STATEMENT, "confirm"): "confirmed a hit",
        (Act.STATEMENT, "reject"): "rejected a hit",
        (Act.STATEMENT, "approved"): "approved a release",
        (Act.STATEMENT, "hold"): "put a legal hold on a record",
        (Act.STATEMENT, "lift"): "lifted a legal hold",
        (Act.STATEMENT, "same"): "said that records are about the same",
        (Act.STATEMENT, "different"): "said that records are not about the same",
        (Act.STATEMENT, "undo"): "took a judgement back",
        (Act.STATEMENT, "authorise"): "allowed a measure",
        (Act.STATEMENT, "withdraw_authorisation"): "withdrew what was allowed",
        (Act.STATEMENT, "repeat"): "allowed an altered question",
        (Act.STATEMENT, "break_glass"): "stated danger to life",
        (Act.STATEMENT, "break_glass_review"): "reviewed a danger to life",
        (Act.STATEMENT, "remark_answered"): "answered a remark",
        (Act.STATEMENT, "consent_sought"): "asked the originator for consent",
        (Act.STATEMENT, "consented"): "consented to passing a record on",
        (Act.STATEMENT, "consent_denied"): "did not consent to passing a record on",
        (Act.ACCOUNT, ""): "changed an account",
        (Act.ACCOUNT, "opened"): "opened an account",
        (Act.ACCOUNT, "closed"): "closed an account",
        (Act.ACCOUNT, "link"): "made a link to sign in",
        (Act.ACCOUNT, "login"): "signed in",
        (Act.ACCOUNT, "changed"): "gave an account other roles",
        (Act.ACCOUNT, "vouched"): "vouched for a person",
        (Act.ACCOUNT, "session_ended"): "ended a session",
        (Act.ACCOUNT, "login_throttled"): "failed to sign in too often",
        (Act.ACCOUNT, "passkey_added"): "added a passkey",
        (Act.ACCOUNT, "passkey_removed"): "removed a passkey",
        (Act.ACCOUNT, "passkey_suspected"): "used a passkey that counted backwards",
        (Act.ACCOUNT, "identity_bound"): "bound an account to an identity elsewhere",
        (Act.ACCOUNT, "identity_unbound"): "unbound an account from an identity elsewhere",
        (Act.ADMINISTRATION, ""): "administered",
        (Act.ADMINISTRATION, "case_file_opened"): "opened a case file",
        (Act.ADMINISTRATION, "case_file_closed"): "closed a case file",
        (Act.ADMINISTRATION, "member_invited"): "invited people to a case file",
        (Act.ADMINISTRATION, "member_removed"): "removed people from a case file",
        (Act.ADMINISTRATION, "changed_row"): "found a row that was changed by hand",
        (Act.ADMINISTRATION, "missing_row"): "found that a row was taken away by hand",
        (Act.ADMINISTRATION, "inserted_row"): "found a row that was put there by hand",
        (Act.ADMINISTRATION, "damaged_row"): "found a row that is damaged",
        (Act.ADMINISTRATION, "rows"): "sealed rows that it changed by itself",
        (Act.ADMINISTRATION, "log_exported"): "exported a part of the log",
        (Act.START, ""): "started the node",
    }
)
#: What acts are called when one looks for them.
ACTS: Mapping[Act, str] = MappingProxyType(
    {
        Act.CONSULTATION: "reading",
        Act.QUESTION: "asking",
        Act.ANSWER: "answering",
        Act.COMBINATION: "setting data side by side",
        Act.DISCLOSURE: "giving data away",
        Act.COLLECTION: "taking data in",
        Act.ALTERATION: "changing data",
        Act.ERASURE: "erasing data",
        Act.STATEMENT: "stating and deciding on hits",
        Act.DECISION: "decisions of the law",
        Act.REFUSAL: "refusals",
        Act.ACCOUNT: "accounts and signing in",
        Act.ADMINISTRATION: "administration",
        Act.START: "starts of the node",
    }
)


def deed(entry: Entry) -> str:
    """Say in English what was done; a code without words of its own is said by the words of its act."""
    exact = entry.detail.get("what") or entry.detail.get("result") or ""
    known = _DEEDS.get((entry.act, exact))
    return known or f"{_DEEDS[entry.act, '']}: {exact.replace('_', ' ')}"
