"""Who will see what is about to be given, in words, for every screen on which somebody decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from egnatia.casework.audience import Because, Sight
from egnatia.web.languages import marked

#: What somebody will see.
SIGHTS: Final[Mapping[Sight, str]] = MappingProxyType(
    {
        Sight.RECORD: marked("what is given"),
        Sight.LOG: marked("that it was given; nothing of what it says"),
        Sight.NOTICE: marked("that it was given, to whom and why; nothing of what it says"),
        Sight.ON_CONSENT: marked("nothing, unless we consent"),
        Sight.ON_THEIR_CONSENT: marked("nothing, unless its originator consents"),
    }
)
#: Why.
BECAUSE: Final[Mapping[Because, str]] = MappingProxyType(
    {
        Because.ASKED: marked("whoever works in the case file in which it was asked"),
        Because.CONFIRMED: marked("compared and confirmed the hit"),
        Because.APPROVED: marked("approved the release"),
        Because.PASSED_ON: marked("whoever works there for this purpose"),
        Because.HOLDER: marked("has it already, and asks to pass it on"),
        Because.ORIGINATOR: marked("it is theirs: a recall must find it"),
        Because.OVERSIGHT: marked("oversight reads the log"),
        Because.ONWARD: marked("others, to whom the partner would pass it on"),
        Because.COURT: marked("courts there"),
    }
)
#: What the template needs beside the audience.
WORDS: Final = MappingProxyType({"sights": SIGHTS, "because": BECAUSE})
