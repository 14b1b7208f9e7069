"""The letter that answers a person: what stands in it, what does not, and when it may go."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.casework.access.conftest import ANA, Counter, message
from tests.unit.casework.conftest import Scene
from tests.unit.model.test_dispatch import REQUEST

from egnatia.casework.access.answering import Closing, draft_letter
from egnatia.casework.collect import Draft, amend
from egnatia.casework.confirm import confirm
from egnatia.casework.contest import contest, restrict
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.release import Giving, release
from egnatia.casework.requests import Opinion, Outcome, Proof, Telling, Wish
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Nature
from egnatia.model.identity import NodeId


def test_what_is_told_stands_in_the_letter_in_plain_words(counter: Counter) -> None:
    own = counter.record({**ANA, "occupation": ("Nurse",)}, nature=Nature.ASSESSMENT, retain_until=date(2029, 3, 1))
    answered = counter.close(counter.decide(counter.request(), own.id))
    assert answered.outcome is Outcome.TOLD
    for words in (
        "Harbour Street 1",
        "Family name: Kanarinova",
        "Present and former occupations: Nurse",
        "as somebody's assessment",
        "kept until 1 March 2029",
        "given to nobody",
        "Information and Data Protection Commissioner, Tirana (Article 52)",
        "go to court",
    ):
        assert words in answered.letter.text


def test_what_is_left_out_is_not_in_it_and_the_ground_only_if_that_is_decided(counter: Counter) -> None:
    own = counter.record({**ANA, "occupation": ("Nurse",)})
    without = frozenset({"occupation"})
    silent = counter.close(counter.decide(counter.request(), own.id, Telling.PART, without=without))
    stated = counter.close(counter.decide(counter.request(), own.id, Telling.PART, without=without, stated=True))
    assert (silent.outcome, stated.outcome) == (Outcome.PART, Outcome.PART)
    assert "Nurse" not in silent.letter.text + stated.letter.text
    assert "Part of it is not told" not in silent.letter.text
    assert "obstruct an inquiry" in stated.letter.text


def test_nothing_on_record_and_nothing_that_may_be_told_are_one_letter(counter: Counter) -> None:
    nothing = counter.request()
    empty = counter.close(nothing).letter
    withheld = counter.request()
    own = counter.record()
    hidden = counter.close(counter.decide(withheld, own.id, Telling.NONE)).letter
    assert hidden.text.replace(withheld.id, "") == empty.text.replace(nothing.id, "")
    assert hidden.html.replace(withheld.id, "") == empty.html.replace(nothing.id, "")


def test_only_the_log_tells_the_two_apart(counter: Counter) -> None:
    made, own = counter.request(), counter.record()
    answered = counter.close(counter.decide(made, own.id, Telling.NONE))
    last, ground = [one.entry for one in counter.office.store.read(lambda tx: tx.ledger.trail(made.id, 9))][-2:]
    assert (last.act, last.detail["outcome"], last.detail["withheld"]) == (Act.ANSWER, "nothing", "1")
    assert (ground.act, ground.detail["ground"], ground.detail["stated"]) == (Act.REFUSAL, "inquiry", "0")
    assert answered.digest in last.about


def test_a_ground_that_may_be_stated_is(counter: Counter) -> None:
    own = counter.record()
    answered = counter.close(counter.decide(counter.request(), own.id, Telling.NONE, stated=True))
    assert answered.outcome is Outcome.WITHHELD
    assert "data about you of which we do not tell you: telling it would obstruct an inquiry" in answered.letter.text
    assert "Kanarinova" not in answered.letter.text.replace("Ana Kanarinova", "")


def test_no_letter_goes_before_a_person_decided_on_every_record_that_fits(counter: Counter) -> None:
    made, one = counter.request(), counter.record()
    other = counter.record({**ANA, "father_name": ("Petar",)})
    counter.decide(made, one.id)
    with pytest.raises(ConflictError, match=f"1 records fit that nobody decided on yet, such as {other.id}"):
        counter.close(made)
    counter.decide(made, other.id, Telling.OTHER)
    assert "Father" not in counter.close(made).letter.text


@pytest.mark.parametrize(
    ("wish", "words"),
    [(Wish.RESTRICTION, "We restricted its use."), (Wish.RECTIFICATION, "We marked it as contested by you.")],
)
def test_what_was_done_since_stands_in_it_by_itself(counter: Counter, wish: Wish, words: str) -> None:
    own = counter.record()
    made = counter.decide(counter.request(wish), own.id)
    if wish is Wish.RESTRICTION:
        restrict(counter.office, counter.chief, own.id, "Only in KT-9.", "Asked for.")
    else:
        contest(counter.office, counter.chief, own.id, "She says so.")
    text = counter.close(made).letter.text
    assert words in text
    assert "Family name: Kanarinova" in text


def test_what_was_put_right_is_told_as_it_is_now(counter: Counter) -> None:
    own = counter.record()
    made = counter.decide(counter.request(Wish.RECTIFICATION), own.id)
    right = Draft(kind="person", properties={**ANA, "birth_place": ("Vlorë",)}, caveat=own.caveat)
    amend(counter.office, counter.scene.keeper, own.lineage, right)
    text = counter.close(made).letter.text
    assert "We put it right." in text
    assert "Place of birth: Vlorë" in text


def test_what_was_erased_is_said_and_not_told(counter: Counter) -> None:
    own = counter.record({**ANA, "occupation": ("Nurse",)})
    made = counter.decide(counter.request(Wish.ERASURE), own.id)
    erase(counter.office, counter.chief, own.id, "Acquitted.")
    answered = counter.close(made)
    assert "We erased it." in answered.letter.text
    assert "Nurse" not in answered.letter.text


def test_what_was_done_before_she_asked_is_not_told_as_an_answer(counter: Counter) -> None:
    own = counter.record()
    marked = contest(counter.office, counter.chief, own.id, "She said so.").record
    counter.scene.net.clock.advance(date.resolution)
    text = counter.close(counter.decide(counter.request(), marked.id)).letter.text
    assert "What we did" not in text
    assert "It is marked as contested by you." in text


def test_where_nothing_was_done_the_letter_says_why(counter: Counter) -> None:
    own = counter.record()
    made = counter.decide(counter.request(Wish.ERASURE), own.id)
    with pytest.raises(ConflictError, match="say in words why"):
        counter.close(made)
    assert "The trial is open." in counter.close(made, words="The trial is open.").letter.text


def test_where_nothing_is_told_no_word_gives_away_that_there_is_something(counter: Counter) -> None:
    own = counter.record()
    made = counter.decide(counter.request(Wish.ERASURE), own.id, Telling.NONE)
    with pytest.raises(ConflictError, match="could give away"):
        counter.close(made, words="The trial is open.")
    assert counter.close(made).outcome is Outcome.NOTHING


def test_whoever_was_given_it_is_named(counter: Counter, scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    asked = {"first_name": ("Petar",), "family_name": ("Jovanović",)}
    made = counter.decide(counter.request(properties=asked), scene.record.id)
    made = counter.decide(made, hit.question, Telling.OTHER)
    assert "was given to: Contact point RS (RS)" in counter.close(made).letter.text


def test_an_excessive_request_and_one_by_nobody_known_are_refused_as_a_whole(counter: Counter) -> None:
    counter.record()
    excessive = counter.close(counter.request(), refused=Outcome.EXCESSIVE)
    unproven = counter.close(counter.request(proof=Proof.NONE), refused=Outcome.UNPROVEN)
    assert "manifestly unfounded or excessive" in excessive.letter.text
    assert "come to us with a document" in " ".join(unproven.letter.text.split())
    assert "Family name" not in excessive.letter.text + unproven.letter.text


def test_without_a_proof_a_request_only_ends_as_unproven(counter: Counter) -> None:
    with pytest.raises(ConflictError, match="end it as unproven"):
        counter.close(counter.request(proof=Proof.NONE))
    with pytest.raises(ConflictError, match="excessive or unproven"):
        counter.close(counter.request(), refused=Outcome.TOLD)


def test_a_draft_ends_nothing_and_an_answered_request_is_not_answered_again(counter: Counter) -> None:
    made = counter.request()
    draft = draft_letter(counter.office, counter.chief, made.id, Closing())
    assert counter.close(made).letter == draft.letter
    with pytest.raises(ConflictError, match="was answered on 2026-11-21"):
        counter.close(made)


def test_an_officer_answers_nobody(counter: Counter) -> None:
    with pytest.raises(NotAllowedError):
        draft_letter(counter.office, counter.scene.keeper, counter.request().id, Closing())


def test_the_page_says_what_the_text_says_and_escapes_it(counter: Counter) -> None:
    own = counter.record({**ANA, "occupation": ("<b>Nurse</b> & more",)})
    page = counter.close(counter.decide(counter.request(name="Ana <i>"), own.id)).letter.html
    assert "&lt;b&gt;Nurse&lt;/b&gt; &amp; more" in page
    assert "<i>" not in page
    assert page.startswith("<!doctype html>")


def test_a_draft_is_refused_as_the_letter_would_be(counter: Counter) -> None:
    unproven = counter.request(proof=Proof.NONE)
    with pytest.raises(ConflictError, match="unproven"):
        draft_letter(counter.office, counter.chief, unproven.id, Closing())
    draft = draft_letter(counter.office, counter.chief, unproven.id, Closing(refused=Outcome.UNPROVEN))
    assert draft.outcome is Outcome.UNPROVEN


def test_a_partners_message_is_told_part_by_part_if_the_partner_agrees(counter: Counter) -> None:
    kept = counter.keep(message(text="Ana Kanarinova sells icons.", reason="Marko said so."))
    made = counter.request()
    with pytest.raises(ConflictError, match="1 messages fit that nobody decided on"):
        counter.close(made)
    with pytest.raises(ConflictError, match="only if RS agrees"):
        counter.decide(made, kept)
    with pytest.raises(ConflictError, match="has no soul"):
        counter.decide(made, kept, Telling.PART, without=frozenset({"soul"}), opinion=Opinion.AGREES)
    counter.decide(made, kept, Telling.PART, without=frozenset({"reason"}), opinion=Opinion.AGREES, stated=True)
    answered = counter.close(made)
    said = answered.letter.text
    assert "Contact point RS (RS) wrote it to Contact point AL (AL)." in said
    assert "Text: Ana Kanarinova sells icons." in said
    assert ("Marko" in said, "Part of it is not told" in said, answered.outcome) == (False, True, Outcome.PART)


def test_a_message_that_has_not_gone_and_one_without_a_purpose_are_told_as_such(counter: Counter) -> None:
    draft = replace(message(text="Ana Kanarinova", received=False), state=DispatchState.DRAFT, purpose=None)
    made = counter.request()
    counter.decide(made, counter.keep(draft))
    said = counter.close(made).letter.text
    assert "(AL) is writing it to Contact point RS (RS); it has not been sent." in said
    assert "Purpose:" not in said


def test_an_authority_without_a_node_is_named_as_it_was_written_to(counter: Counter) -> None:
    sent = replace(message(text="Ana Kanarinova", received=False), partner=NodeId("paper:BIH"))
    made = counter.request()
    counter.decide(made, counter.keep(replace(sent, authority="SIPA\nNikole Tesle 59")))
    assert "(AL) wrote it to SIPA Nikole Tesle 59." in counter.close(made).letter.text


def test_a_message_that_is_not_told_leaves_no_trace_in_the_letter(counter: Counter) -> None:
    made = counter.request()
    counter.decide(made, counter.keep(message(text="Ana Kanarinova")), Telling.NONE)
    answered = counter.close(made)
    assert (answered.outcome, "Message" in answered.letter.text) == (Outcome.NOTHING, False)


def test_a_message_about_a_victim_is_told_to_who_shows_a_document_in_person(counter: Counter) -> None:
    kept = counter.keep(message(text="Ana Kanarinova", subject={**REQUEST["subject"], "role": "victim"}))
    with pytest.raises(ConflictError, match="shows a document in person"):
        counter.decide(counter.request(), kept, opinion=Opinion.AGREES)
    made = counter.request(proof=Proof.IN_PERSON)
    assert kept in counter.decide(made, kept, opinion=Opinion.AGREES).findings


def test_a_message_that_does_not_fit_is_not_decided_on_and_one_whose_words_went_is_erased(counter: Counter) -> None:
    other, kept = counter.keep(message(2, text="Zoran Petrov")), counter.keep(message(text="Ana Kanarinova"))
    made = counter.request()
    with pytest.raises(ConflictError, match="does not fit"):
        counter.decide(made, other, Telling.NONE)
    counter.decide(made, kept, opinion=Opinion.AGREES)
    gone = replace(message(), dispatch=None)
    counter.office.store.write(lambda tx: tx.dispatches.change(gone))
    assert "We erased it" in counter.close(made).letter.text
