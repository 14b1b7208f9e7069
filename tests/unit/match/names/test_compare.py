from tests.unit.match.names.cast import person

from egnatia.match.engine import Properties
from egnatia.match.names.compare import explain, meet_companies, meet_persons, summarise


def why(asked: Properties, found: Properties) -> dict[str, str]:
    meeting = meet_persons(asked, found)
    assert meeting
    return {item.asked or item.found: item.why for item in explain(meeting)}


def test_each_word_says_why_it_met() -> None:
    found = why(person("Petar", "Jovanović"), person("Петар", "Jovanović"))
    assert found == {"petar": "sounds the same in another spelling or script", "jovanović": "the same word"}
    assert why(person("Petar", "Kos"), person("Patar", "Kosi")) == {
        "petar": "the same consonants",
        "kos": "the same consonants",
    }


def test_initials_similar_and_unlike_words_say_so() -> None:
    assert why(person("P", "Kos"), person("Petar", "Kos"))["p"] == "an initial that fits"
    assert why(person("Saša", "Kos"), person("Aleksandar", "Kos"))["saša"] == "forms of one name"
    assert why(person("M", "Kos"), person("Petar", "Kos"))["m"] == "another initial"
    assert why(person("Petar", "Stojanov"), person("Petar", "Stojamov"))["stojanov"] == "similar"
    assert why(person("Petar", "Kos"), person("Vlatko", "Kos"))["petar"] == "not alike"


def test_words_that_met_nobody_stand_alone() -> None:
    assert "no word" in why(person("Petar Marko", "Kos"), person("Petar", "Kos"))["marko"]
    assert "no such word" in why(person("Petar", "Kos"), person("Petar Marko", "Kos"))["marko"]


def test_names_run_together_are_explained_as_a_whole() -> None:
    assert why(person("Ana Marija", "Kos"), person("Anamarija", "Kos")) == {
        "ana marija kos": "alike when the words are run together"
    }
    assert why({"full_name": ("KOS ANNAMARIA",)}, {"full_name": ("Anna Maria Kos",)}) == {
        "kos annamaria": "alike when the words are run together"
    }


def test_one_part_is_compared_with_the_same_part() -> None:
    meeting = meet_persons({"family_name": ("Jovanović",)}, person("Petar", "Јовановић"))
    assert meeting
    assert meeting.lone
    assert 0 < meeting.evidence < 3


def test_a_whole_name_meets_parts_and_an_alias() -> None:
    asked: Properties = {"full_name": ("Kos Petar",)}
    meeting = meet_persons(asked, person("Petar", "Kos", alias="Soko"))
    assert meeting
    assert meeting.equal
    other = meet_persons({"alias": ("Soko",)}, person("Petar", "Kos", alias="Соко"))
    assert other
    assert [item.property for item in explain(other)] == ["alias"]


def test_without_a_name_there_is_no_meeting() -> None:
    assert meet_persons({"birth_date": ("1985",)}, person("Petar", "Kos")) is None
    assert meet_companies({}, {"name": ("Vardar",)}) is None


def test_companies_meet_without_their_legal_form() -> None:
    meeting = meet_companies({"name": ("Вардар Транс ДООЕЛ",)}, {"name": ("Vardar Trans d.o.o.",)})
    assert meeting
    assert meeting.equal
    assert summarise(meeting, "why").asked == "вардар транс"


def test_many_long_names_stop_early_and_alike_from_either_side() -> None:
    one = {"alias": tuple(f"Ana Bora Cveta Dora Ema Fata Gala {chr(97 + place)}x" for place in range(16))}
    other = {"alias": tuple(f"Ugo Vlado Petar Zoran Rade Sava Toma {chr(97 + place)}y" for place in range(16))}
    there, back = meet_persons(one, other), meet_persons(other, one)
    assert there
    assert back
    assert there.evidence == back.evidence
