"""Words for what the machine calls by codes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from egnatia.exchange.ground import Ground
from egnatia.exchange.states import DispatchState, HitState, QuestionState
from egnatia.model.answer import Quality
from egnatia.web.languages import marked

#: Sign and word of each state: a colour alone says nothing to many.
QUESTION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        QuestionState.ASKED: ("…", marked("on its way")),
        QuestionState.NOTHING: ("–", marked("nothing that can be shared")),
        QuestionState.HIT: ("✓", marked("hit")),
        QuestionState.WAITING: ("…", marked("a person must look")),
        QuestionState.REFUSED: ("✗", marked("refused")),
        QuestionState.EXPIRED: ("✗", marked("expired, no answer")),
    }
)
HIT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        HitState.OPEN: ("!", marked("to be compared")),
        HitState.CONFIRMED: ("✓", marked("confirmed")),
        HitState.REJECTED: ("✗", marked("rejected")),
        HitState.RELEASED: ("✓", marked("released")),
        HitState.WITHHELD: ("✗", marked("withheld")),
    }
)
MESSAGE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        DispatchState.DRAFT: ("…", marked("draft")),
        DispatchState.PENDING: ("…", marked("a second person must approve it")),
        DispatchState.BY_HAND: ("!", marked("to be sent by hand")),
        DispatchState.SENT: ("…", marked("on its way")),
        DispatchState.DELIVERED: ("✓", marked("arrived")),
        DispatchState.READ: ("✓", marked("read")),
        DispatchState.DONE: ("✓", marked("done")),
        DispatchState.RETURNED: ("✗", marked("handed back")),
        DispatchState.FAILED: ("✗", marked("did not arrive")),
        DispatchState.CLOSED: ("✗", marked("did not arrive, and was let be")),
    }
)
QUALITY: Mapping[str, str] = MappingProxyType(
    {Quality.FULL: marked("full"), Quality.CLOSE: marked("close"), Quality.POSSIBLE: marked("possible")}
)
#: What the law says where no channel is open, as `law.closed` and `law.between` put it.
NO_CHANNEL = (
    marked("a channel"),
    marked("no recipient is named"),
    marked("no instrument opens %(kind)s between %(one)s and %(other)s for %(purpose)s"),
    marked("no instrument opens %(kind)s between %(one)s and %(other)s for %(purpose)s, asked like this"),
    marked("with %(party)s there is: %(ways)s"),
    marked("with %(party)s there is no channel for any other question either"),
    marked("for other kinds or purposes there is with %(party)s: %(names)s"),
    marked("%(instrument)s, about %(kinds)s, for %(purposes)s"),
)
#: Why a record is not given (Directive (EU) 2023/977 Art. 6(1)); what of it a partner is told, `exchange.ground` says.
GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        Ground.NOT_CONFORMING: marked("the question lacks what the instrument asks for"),
        Ground.NOT_AUTHORISED: marked("a judicial authorisation that national law wants was refused"),
        Ground.NOT_PERMITTED: marked("data that may not be given"),
        Ground.INACCURATE: marked("the data turned out to be inaccurate, incomplete or out of date"),
        Ground.NATIONAL_SECURITY: marked("essential interests of national security"),
        Ground.INVESTIGATION: marked("an investigation would be put at risk"),
        Ground.SAFETY: marked("somebody's safety would be put at risk"),
        Ground.LEGAL_PERSON: marked("protected interests of a legal person would be harmed"),
        Ground.MINOR_OFFENCE: marked("here the offence carries no more than a year in prison, or is none"),
        Ground.ORIGINATOR: marked("it came from somebody who does not consent"),
        Ground.PROTECTED_INTEREST: marked("a protected interest stands against it"),
    }
)


#: What the engines for names, dates, numbers and DNA say most, marked for translation here: they speak English only.
REASONS: tuple[str, ...] = (
    marked("the same word"),
    marked("sounds the same in another spelling or script"),
    marked("an initial that fits"),
    marked("another initial"),
    marked("forms of one name"),
    marked("the same consonants"),
    marked("similar"),
    marked("not alike"),
    marked("no word of the record is left for it"),
    marked("the question has no such word"),
    marked("alike when the words are run together"),
    marked("the same day"),
    marked("the same month and year, as far as both are known"),
    marked("day and month exchanged"),
    marked("the same year, as far as both are known"),
    marked("the same year; 1 January often stands for an unknown day"),
    marked("one digit apart"),
    marked("another date"),
    marked("the same"),
    marked("not the same"),
    marked("the same or nearly the same name"),
    marked("another name"),
    marked("the same number"),
    marked("another number"),
    marked("the same words"),
    marked("likeness of the words %(value)s"),
    marked("the same as far as it was read"),
    marked("%(full)s loci match in full, %(stars)s as far as they were read"),
    marked("same issuer"),
    marked("another issuer: the numbers are not comparable"),
    marked("not the same, and this instrument allows complete keys only"),
    marked("the same but for characters or parts that are easily confused or left out"),
    marked("one slip or another reading apart; asked: %(asked)s; found: %(found)s"),
    marked("no check digit"),
    marked("check digit agrees"),
    marked("check digit does not agree"),
    marked("check digits agree (%(places)s)"),
    marked("no check known for its country, or country unknown"),
    marked("has the form of plates of %(countries)s"),
    marked("not in the common form of %(countries)s"),
    marked("country unknown: form not checked"),
    marked("17 characters, check digit agrees"),
    marked("17 characters"),
    marked("its maker's region has no check digit"),
    marked("the check digit, which its maker's region demands, does not agree"),
    marked("not 17 characters: a part, or a chassis number before ISO 3779"),
    marked("form of its country and check digits agree"),
    marked("check digits or the form of its country do not agree"),
    marked("fits its country's numbering plan"),
    marked("does not fit its country's numbering plan"),
    marked("in national form, country unknown"),
)

#: What a message with an authority without a node lacks, marked for translation here.
LACKING: tuple[str, ...] = (
    marked("the authority that wrote it"),
    marked("by which way it came"),
    marked("the scanned original, as a file"),
    marked("the authority to which it goes on paper, with its address"),
)


def as_it_is(text: str) -> str:
    """Say something in English."""
    return text


def stands(table: Mapping[str, tuple[str, str]], state: str, say: Callable[[str], str] = as_it_is) -> str:
    """Say where something stands, sign and word.

    Args:
        table: of signs and words, by state.
        state: where it stands.
        say: translates the word.
    """
    sign, word = table.get(state, ("", state.replace("_", " ")))
    return f"{sign} {say(word)}".strip()
