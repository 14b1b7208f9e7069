"""Messages that say something of a person are found; what was not read is said."""

from dataclasses import replace

import pytest
from tests.unit.casework.access.conftest import ANA, Counter, message
from tests.unit.model.samples import MORNING

from egnatia.casework.access import messages
from egnatia.casework.access.messages import Written, parts_of, says_of, written_about
from egnatia.casework.dispatches import Composition, Deed, DispatchRow
from egnatia.casework.requests import Applicant, Proof
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchState
from egnatia.model.answer import Quality
from egnatia.model.attachment import Attachment
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.identity import AttachmentId

WHO = Applicant(properties=ANA, documents=("BA1234567",), name="Ana", address="-", proof=Proof.IN_PERSON)


def where(row: DispatchRow, applicant: Applicant = WHO) -> dict[str, str]:
    found = says_of(row, applicant)
    return dict(found.where) if found else {}


@pytest.mark.parametrize(
    "text",
    [
        "We saw Ana Kanarinova at the port.",
        "Разговарали смо са Аном Канариновом.",
        "KANARINOVA Ana, of Durrës",
        "Kanarinova, born 1.5.1990, and others",
        "Kanarinova (1990-05-01)",
    ],
)
def test_a_name_in_the_words_is_found_in_any_script_bent_or_beside_the_day_of_birth(text: str) -> None:
    assert where(message(text=text)).keys() == {"text"}


@pytest.mark.parametrize("text", ["Kanarinova paid.", "Ana paid Marko.", "Born 1.5.1990 at Bar.", "Two boats."])
def test_a_word_or_a_day_alone_tells_nobody(text: str) -> None:
    assert where(message(text=text)) == {}


def test_the_number_of_a_document_is_found_however_it_is_spaced_and_not_within_another() -> None:
    assert where(message(text="She showed BA 123 45-67.")) == {"text": "BA1234567"}
    assert where(message(text="It was BA12345678.")) == {}


def test_every_part_of_a_message_is_read() -> None:
    name = "Ana Kanarinova"
    row = message(title=name, text=name, reason=name, urgency=name, restriction=name, handling=["H3"])
    file = Attachment(id=AttachmentId("a" * 32), name=f"{name}.pdf", size=1, digest="b" * 64, key="c" * 64)
    deed = Deed(step=Step.REROUTED, at=MORNING, desk=Desk.POLICE, reason=f"It is about {name}.")
    facts = {"facts": (f"{name} paid.",)}
    whole = replace(row, attachments=(file,), deeds=(deed,))
    assert row.dispatch
    whole = replace(whole, dispatch=replace(row.dispatch, facts=facts))
    assert where(whole).keys() == messages.PARTS.keys() == {part.name for part in parts_of(whole)}


def test_whoever_is_described_is_compared_field_by_field() -> None:
    other = Thing(kind="person", properties={**ANA, "birth_date": ("1951-01-01",)})
    icon = Thing(kind="object", properties={"title": ("Saint Nicholas",), "owner_name": ("Ana Kanarinova",)})
    things = (other, Thing(kind="person", properties=ANA), icon)
    found = says_of(replace(message(), dispatch=None, draft=Composition(things=things)), WHO)
    assert found
    assert (found.quality, dict(found.where)) == (Quality.FULL, {"thing_2": "", "thing_3": ""})


def test_what_is_said_of_a_thing_in_free_words_and_its_numbers_are_read_too() -> None:
    object_ = {"kind": "object", "properties": {"title": ["Icon"], "description": ["Sold to Ana Kanarinova."]}}
    paper = {"kind": "document", "properties": {"number": ["BA1234567"]}}
    assert where(message(things=[object_, paper])).keys() == {"thing_1", "thing_2"}


def test_a_draft_is_read_as_it_was_typed_and_of_an_erased_message_nothing_is_left() -> None:
    typed = Composition(text="Ana Kanarinova", things=(Thing(kind="ghost", properties={"soul": ("x",)}),))
    draft = replace(message(), state=DispatchState.DRAFT, dispatch=None, draft=typed)
    assert where(draft) == {"text": "ana kanarinova"}
    assert parts_of(draft)[-1].words == "soul: x"
    erased = replace(draft, draft=None)
    assert (where(erased), parts_of(erased)) == ({}, ())


def test_by_a_document_alone_no_name_is_looked_for() -> None:
    assert where(message(text="Ana Kanarinova"), replace(WHO, properties={})) == {}


def found_in(counter: Counter, *rows: DispatchRow) -> Written:
    for row in rows:
        counter.office.store.write(lambda tx, row=row: tx.dispatches.add(row))  # type: ignore[misc]
    return counter.office.store.read(lambda tx: written_about(tx, WHO))


def test_all_pages_are_read_and_the_best_comes_first(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST", 1)
    rows = (message(1, text="Ana Kanarinova 1.5.1990"), message(2), message(3, text="A. Kanarinova paid."))
    made = found_in(counter, *rows)
    assert [(int(one.row.id, 16), one.quality) for one in made.found] == [(1, Quality.FULL), (3, Quality.POSSIBLE)]
    assert made.limits == []


def test_what_was_not_read_is_said(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_READ", 1)
    file = Attachment(id=AttachmentId("a" * 32), name="boat.pdf", size=1, digest="b" * 64, key="c" * 64)
    made = found_in(counter, message(1), replace(message(2), attachments=(file,)))
    assert made.limits == [
        "of messages, the newest 1 were read",
        "of 1 files attached to messages, the names were read and not what they say",
    ]
