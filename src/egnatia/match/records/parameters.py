"""The constants of comparing records of persons; what a field is worth stands in `fields.yaml`."""

from typing import Final

#: So many values of one property are read, and so many dates kept as read.
VALUES: Final = 16
CACHED_DATES: Final = 16384
#: Descriptions are clipped to so many characters, and so many are kept as read.
LONGEST_VALUE: Final = 200
CACHED_VALUES: Final = 16384

#: From which log-likelihood ratio of the names alone, in nats, a parent's name or a place is the same.
LIKE: Final = 1.0

#: From which log-likelihood ratio of the whole on a pair is of which class.
FULL: Final = 10.5
CLOSE: Final = 3.0
POSSIBLE: Final = -0.5
#: Namesakes are born on one day: who differs in one of these is no full hit, and who differs in two no close one.
CONTRADICTING: Final = ("sex", "birth_place", "father_name", "mother_name")
#: A record that is no hit came near one from here on, if what speaks against it beside the name is left out.
NEAR: Final = 1.0
#: One word alone says at most so much.
LONE: Final = 1.6
#: Nothing that agrees beside it makes a hit of names that say less than this: an alias has its own property.
LEAST: Final = -2.5
#: The same for vehicles, documents and organisations: a company's name is known with fewer words than a person's.
POSSIBLE_THING: Final = -1.8
