from egnatia.match.engine import Properties
from egnatia.match.names.forms import company_forms, name_form, part_forms, person_forms


def texts(properties: Properties) -> list[str]:
    return [" ".join(word.text for word in form.words) for form in person_forms(properties)]


def test_parts_are_put_together_and_whole_names_stand_beside() -> None:
    found = {"first_name": ("Petar", "Pero"), "family_name": ("Kos",), "full_name": ("Kos Petar",), "alias": ("Soko",)}
    assert texts(found) == ["petar kos", "pero kos", "kos petar", "soko"]


def test_a_former_name_goes_with_the_first_name() -> None:
    assert texts({"first_name": ("Ana",), "family_name": ("Kos",), "former_name": ("Ilić",)}) == ["ana kos", "ana ilić"]


def test_each_word_remembers_where_it_stands() -> None:
    form = person_forms({"first_name": ("Ana Marija",), "family_name": ("Kos",)})[0]
    assert form.properties == ("first_name", "first_name", "family_name")


def test_one_part_alone_is_a_name_too() -> None:
    assert [form.properties for form in part_forms({"family_name": ("Kos",)}, "family_name")] == [("family_name",)]


def test_names_without_letters_are_no_names() -> None:
    assert person_forms({"full_name": ("123",), "first_name": ("!",)}) == ()
    assert company_forms({"name": ("123", "Vardar d.o.o.")})[0].properties == ("name",)


def test_their_number_is_bounded_and_every_sort_has_its_share() -> None:
    many = tuple(f"Ime{chr(97 + place)}" for place in range(26))
    forms = person_forms({"first_name": many, "family_name": many, "alias": many})
    assert len(forms) == 24
    assert sum(form.properties == ("alias",) for form in forms) == 16


def test_a_name_as_it_is_read_is_in_lower_case_and_without_titles() -> None:
    form = name_form("Dr. Ana KOS")
    assert form is not None
    assert form.text == "ana kos"
