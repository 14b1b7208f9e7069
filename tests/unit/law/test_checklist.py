"""Checklists of forms."""

from egnatia.law.checklist import Also, missing_fields
from egnatia.model.dispatch_forms import Sort

ALSO = (Also(field="way", says=("cannot_wait",), needs={"why_not_before": "Art. 40(2)"}),)


def test_what_is_wanted_besides_is_wanted_only_where_the_field_says_so() -> None:
    def missing(**said: str) -> list[str]:
        given = {name: (value,) for name, value in said.items()}
        return list(missing_fields(Sort.SURVEILLANCE, {"facts": "Art. 40(1)"}, ALSO, given))

    assert missing(facts="f", way="asked_before") == []
    assert missing(facts="f", way="cannot_wait") == ["Why consent could not be asked before (Art. 40(2))"]
    assert missing(facts=" ", way="asked_before") == ["The investigation, and why they are followed (Art. 40(1))"]
