import json

import openapi_reference


def test_the_description_of_the_interface_is_current() -> None:
    assert openapi_reference.FILE.read_text("utf-8") == openapi_reference.description(), (
        "run scripts/openapi_reference.py"
    )


def test_every_path_says_in_a_sentence_what_it_does() -> None:
    paths = json.loads(openapi_reference.description())["paths"]
    told = [method.get("description") for path in paths.values() for method in path.values()]
    assert len(told) >= 25
    assert all(told)
