"""The paper form: what is printed can be typed in again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.paper import HEAD, LONGEST, composition_of, print_form, read_form
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.exchange.states import DispatchState
from egnatia.model.attachment import Attachment
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.dispatch_forms import AREAS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId, MessageId, NodeId

PRINTED = st.characters(categories=["L", "N", "P", "S"])
LINES = st.lists(st.text(PRINTED, min_size=1, max_size=20), min_size=1, max_size=3)
WORDS = LINES.map("\n".join)


def row(typed: Composition) -> DispatchRow:
    return DispatchRow(
        id=MessageId("a" * 32),
        thread=MessageId("a" * 32),
        partner=NodeId("AL"),
        received=False,
        state=DispatchState.DRAFT,
        desk=Desk.POLICE,
        by=None,
        purpose=None,
        case_file=None,
        at=NOON,
        draft=typed,
    )


COMPOSITIONS = st.builds(
    Composition,
    partner=st.just("AL"),
    title=WORDS,
    text=WORDS,
    facts=st.dictionaries(st.sampled_from(["facts", "connection", "route"]), WORDS.map(lambda words: (words,))),
    area=st.sampled_from(list(AREAS)),
    minor=st.booleans(),
    handling=st.sampled_from([(), ("H1",), ("H1", "H3")]),
)


@pytest.mark.slow
@given(typed=COMPOSITIONS, names=st.lists(WORDS, max_size=3))
def test_what_is_printed_is_read_as_it_was_typed(typed: Composition, names: list[str]) -> None:
    things = (Thing(kind="person", properties={"family_name": tuple(names)}),) if names else ()
    whole = replace(typed, things=things)
    assert read_form(print_form(row(whole), NodeId("RS"))) == whole


def test_a_rule_within_a_text_is_no_end_of_the_form() -> None:
    typed = Composition(text="=====\n======\n--- facts\nend")
    assert read_form(print_form(row(typed), NodeId("RS"))).text == typed.text


def test_a_message_that_came_is_typed_in_and_sent_by_somebody_without_a_node(post: Post) -> None:
    message = post.write()
    form = print_form(post.at("AL", message), post.al.me)
    assert form.startswith(f"{HEAD}\nRS to AL, message {message}")
    typed = replace(read_form(form), partner="MK", case=post.case.id)
    again = save_draft(post.rs, post.officer, typed).id
    assert send(post.rs, post.officer, again).sent


def test_an_empty_form_has_every_field_of_its_sort_and_area() -> None:
    form = print_form(row(Composition(sort=Sort.ASSISTANCE, area="firearms")), NodeId("RS"))
    assert "Assistance that is wanted (assistance):" in form
    assert "Recovered on (recovery_date):" in form
    assert read_form(form) == Composition(sort=Sort.ASSISTANCE, area="firearms")


def test_people_type_it_as_they_like() -> None:
    fields = "partner: AL\nTo whom (desk): customs\nminor: X\nhandling: H1, H2\n\n"
    typed = read_form(f"fax 3\n{HEAD}\r\nfrom afar\n=====\n{fields}=======\nregards")
    assert (typed.partner, typed.desk, typed.minor, typed.handling) == ("AL", "customs", True, ("H1", "H2"))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Dear colleague", "form"),
        (f"{HEAD}\npartner: AL", "form"),
        (f"{HEAD}\n=====\nPlease help", "line 3"),
        (f"{HEAD}\n=====\ncolour: blue", "colour"),
        (f"{HEAD}\n=====\nminor: maybe", "minor"),
        ("x" * (LONGEST + 1), "form"),
    ],
)
def test_what_is_no_form_is_refused_by_its_place(text: str, path: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_form(text)
    assert caught.value.path == path


def test_of_an_erased_message_nothing_is_printed() -> None:
    with pytest.raises(ParseError, match="nothing is left"):
        composition_of(replace(row(Composition()), draft=None))


def test_files_are_named_after_the_fields_by_size_and_digest_and_never_by_their_key() -> None:
    file = Attachment(id=AttachmentId("e" * 32), name="===== scan.pdf", size=1234, digest="d" * 64, key="c" * 64)
    form = print_form(replace(row(Composition(title="Boats")), attachments=(file,)), NodeId("RS"))
    named = f"Files with it:\n    ===== scan.pdf\n    1234 bytes, SHA-256 {'d' * 64}\nSignature and date:"
    assert named in form
    assert file.key not in form
    assert read_form(form) == Composition(title="Boats")


def test_a_message_without_files_names_none() -> None:
    assert "Files with it" not in print_form(row(Composition()), NodeId("RS"))
