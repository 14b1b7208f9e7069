"""Who a missing person may be by a conclusion."""

import pytest

from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.together import Together

BROTHERS = Together(missing=("M1", "M2"), victims=("V1", "V2"), posterior=0.9999, log_glr=12.0)


@pytest.mark.parametrize(
    ("victim", "together", "victims"), [("V1", None, ("V1",)), (None, None, ()), ("V1", BROTHERS, ("V1", "V2"))]
)
def test_it_is_the_likeliest_or_one_of_several_of_whom_nothing_tells_the_order(
    victim: str | None, together: Together | None, victims: tuple[str, ...]
) -> None:
    conclusion = Conclusion(
        missing="M1", family="F", victim=victim, posterior=0.5, log_ratio=1.0, log_glr=12.0, verdict="", comment="",
        together=together,
    )  # fmt: skip
    assert conclusion.victims == victims
