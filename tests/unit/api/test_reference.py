import json

import openapi_reference
from egnatia.api.plain import plain


def test_the_description_of_the_interface_is_current() -> None:
    assert openapi_reference.FILE.read_text("utf-8") == openapi_reference.description(), (
        "run scripts/openapi_reference.py"
    )


def test_every_path_says_in_a_sentence_what_it_does() -> None:
    paths = json.loads(openapi_reference.description())["paths"]
    told = [method.get("description") for path in paths.values() for method in path.values()]
    assert len(told) >= 25
    assert all(told)


def test_every_path_says_what_it_answers_and_that_it_may_refuse() -> None:
    paths = json.loads(openapi_reference.description())["paths"]
    for answers in (method["responses"] for path in paths.values() for method in path.values()):
        assert answers["default"]["content"].keys() == {"application/problem+json"}
        told = [told for status, answer in answers.items() if status != "204" for told in answer["content"].values()]
        assert all(part["schema"] not in ({}, {"type": "string"}) for part in told)


def test_fractions_are_described_as_the_text_that_they_are_written_as() -> None:
    text = openapi_reference.description()
    assert '"type": "number"' not in text
    assert plain(0.5) == "0.500"
    assert r"^-?[0-9]+\\.[0-9]{3}$" in text


def test_of_a_stream_the_lines_are_described() -> None:
    answers = json.loads(openapi_reference.description())["paths"]["/v1/questions"]["post"]["responses"]["200"]
    lines = answers["content"]["application/x-ndjson"]["schema"]["anyOf"]
    assert [line["$ref"].rsplit("/", 1)[1] for line in lines] == ["Begun", "Heard"]
