import model_reference


def test_the_reference_page_tells_what_the_kinds_say() -> None:
    assert model_reference.PAGE.read_text("utf-8") == model_reference.page(), "run scripts/model_reference.py"
