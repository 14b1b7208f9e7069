import law_reference


def test_the_reference_page_tells_what_the_law_says() -> None:
    assert law_reference.PAGE.read_text("utf-8") == law_reference.page(), "run scripts/law_reference.py"


def test_the_page_shows_every_instrument_and_every_condition() -> None:
    text = law_reference.page()
    assert all(f"`{name}`" in text for name in law_reference.BOOK.instruments)
    assert all(f"`{found.id}`" in text for group in law_reference.BOOK.forbids.values() for found in group)


def test_the_page_says_for_what_each_permit_is() -> None:
    lines = law_reference.page().splitlines()
    assert any(
        line.startswith("| vehicle | 2008/615/JHA Art. 12;") and "judicial_proceedings" in line for line in lines
    )
    assert any("only crime areas of Europol" in line for line in lines)
