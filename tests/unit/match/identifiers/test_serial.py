from egnatia.match.identifiers.serial import read_registration, read_serial


def test_zeros_in_front_count_in_the_exact_key_only() -> None:
    one, other = read_serial("A-00123"), read_serial("A00123")
    assert one.key == other.key == "A00123"
    assert read_serial("00123").folded == read_serial("123").folded
    assert read_serial("000").folded == "000"


def test_a_cyrillic_mark_is_read_by_shape_and_by_sound() -> None:
    marked = read_serial("С-1234")
    assert marked.key == "C1234"
    assert read_serial("S1234").folded in marked.others


def test_latin_serials_have_one_reading() -> None:
    assert read_serial("M70-55123").others == frozenset()


def test_an_imo_number_is_checked() -> None:
    assert read_registration("IMO 9319466").valid is True
    assert read_registration("IMO 9319466").key == "9319466"
    assert read_registration("IMO 9319467").valid is None
