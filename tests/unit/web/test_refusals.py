"""Refusals: the words of errors are found where use cases raise them, with a placeholder for each value."""

from pathlib import Path

from refusals import refusals

MODULE = """
GONE = "this link was used before"

def act(actor, file, total):
    raise NotAllowedError(f"{actor.name} does not work in {file.reference}, 100 %")
    raise NotFoundError(GONE)
    raise ParseError("days", f"from 1 to {total + 1} days")
    raise ConflictError(f"{actor.name}: {file.reference}")
    raise ValueError("of nobody's concern")
"""


def test_the_words_of_refusals_are_found_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "act.py").write_text(MODULE, "utf-8")
    assert list(refusals(tmp_path)) == [
        "%(name)s does not work in %(reference)s, 100 %%",
        "this link was used before",
        "from 1 to %(value1)s days",
    ]


def test_only_modules_of_the_wanted_names_are_read(tmp_path: Path) -> None:
    for name in ("act", "other"):
        (tmp_path / f"{name}.py").write_text(MODULE.replace("this link", f"this {name}"), "utf-8")
    found = list(refusals(tmp_path, "other.py"))
    assert "this other was used before" in found
    assert "this act was used before" not in found
