"""Every probability and proportion of the demo's population, in one place.

They are chosen to make the demo look like the field; none is a statistic. Shares are between 0 and 1; weights are
relative to their neighbours.
"""

from collections.abc import Mapping
from types import MappingProxyType

from egnatia.model.caveat import Information, Source, SubjectRole

Weights = Mapping[str, float]

# Who is known to how many -------------------------------------------------------------------------------------------

#: Of all persons, how many are known to several nodes.
DOUBLES = 0.05
#: To how many nodes such a person is known.
DOUBLE_NODES: Mapping[int, float] = MappingProxyType({2: 70, 3: 22, 4: 8})
#: Of them, how many are known in their own country.
DOUBLE_AT_HOME = 0.75
#: Of them, how many are missing, and known to those who look for missing persons.
DOUBLE_MISSING = 0.06
#: A thing of such a person is on record at any one of the nodes with this chance.
DOUBLE_SHARES_THING = 0.55

# Families -----------------------------------------------------------------------------------------------------------

#: How many members of one family are on record.
FAMILY_SIZE: Mapping[int, float] = MappingProxyType({1: 66, 2: 18, 3: 10, 4: 6})
#: A pair of relatives in one register has its kinship on record with this chance.
KINSHIP = 0.5
#: How many of a state's persons are minors (of a minor, little may be on record).
MINORS = 0.06
YOUNGEST_ADULT, OLDEST = 18, 84
#: Age of parents at a birth, in years.
PARENT_AGE = (19, 41)

# Roles --------------------------------------------------------------------------------------------------------------

_R = SubjectRole
STATE_ROLES: Mapping[SubjectRole, float] = MappingProxyType({
    _R.SUSPECT: 40, _R.CONVICTED: 24, _R.CONTACT: 12, _R.WITNESS: 8, _R.VICTIM: 7,
    _R.MISSING: 3, _R.DECEASED: 3, _R.RELATIVE: 1, _R.INFORMANT: 0.5, _R.UNKNOWN: 1.5,
})  # fmt: skip
MINOR_ROLES: Mapping[SubjectRole, float] = MappingProxyType({
    _R.VICTIM: 50, _R.MISSING: 25, _R.WITNESS: 15, _R.SUSPECT: 10,
})  # fmt: skip
BODY_ROLES: Mapping[SubjectRole, float] = MappingProxyType({_R.SUSPECT: 70, _R.CONVICTED: 12, _R.CONTACT: 18})
SHELTER_ROLES: Mapping[SubjectRole, float] = MappingProxyType({_R.VICTIM: 75, _R.MISSING: 25})
#: Of a person who is known to several nodes.
DOUBLE_ROLES: Mapping[SubjectRole, float] = MappingProxyType({_R.SUSPECT: 55, _R.CONVICTED: 30, _R.CONTACT: 15})

# Asylum -------------------------------------------------------------------------------------------------------------

#: From these states people seek protection; of their nationals elsewhere, how many do.
ASYLUM_ORIGINS = frozenset({"AFG", "IRN", "IRQ", "PAK", "SYR"})
ASYLUM = 0.45
#: Roles in which a person who seeks protection is on record.
ASYLUM_ROLES: Mapping[SubjectRole, float] = MappingProxyType({
    _R.VICTIM: 40, _R.WITNESS: 25, _R.MISSING: 15, _R.CONTACT: 10, _R.SUSPECT: 10,
})  # fmt: skip

# Caveats ------------------------------------------------------------------------------------------------------------

SOURCES: Mapping[Source, float] = MappingProxyType({
    Source.NO_DOUBT: 55, Source.MOSTLY: 30, Source.SELDOM: 5, Source.UNKNOWN: 10,
})  # fmt: skip
INFORMATION: Mapping[Information, float] = MappingProxyType({
    Information.SURE: 50, Information.KNOWN_TO_SOURCE: 15, Information.CORROBORATED: 20, Information.UNCORROBORATED: 15,
})  # fmt: skip
#: Handling codes of records about suspects, convicted persons and contacts; `-` is none.
HANDLING: Weights = MappingProxyType({"-": 66, "H0": 10, "H1": 9, "H2": 8, "H1 H2": 5, "H3": 2})
RESTRICTION = "Contact the issuer before any action; the investigation is covert"
ASSESSMENT = 0.06
CONTESTED = 0.01
#: For how many years from today a record is kept, at most, by role (LED Art. 5).
RETENTION_YEARS: Mapping[SubjectRole, int] = MappingProxyType({
    _R.SUSPECT: 5, _R.CONVICTED: 10, _R.CONTACT: 3, _R.WITNESS: 3, _R.VICTIM: 5, _R.MISSING: 50,
    _R.DECEASED: 10, _R.RELATIVE: 50, _R.INFORMANT: 3, _R.UNKNOWN: 1, _R.NOBODY: 5,
})  # fmt: skip
#: How many days ago the oldest record was made.
OLDEST_RECORD_DAYS = 2200

# What is noted of a person --------------------------------------------------------------------------------------------

FULL_NAME = 0.2
FATHER_NAME = 0.7
MOTHER_NAME = 0.15
NATIONAL_NUMBER_AT_HOME = 0.5
NATIONAL_NUMBER_ABROAD = 0.08
ADDRESS = 0.5
DESCRIPTION = 0.25
MARK = 0.08
ALIAS = 0.07
DANGER = 0.04
SUSPICION = 0.6
OCCUPATION = 0.1

# How foreign names and dates go wrong ---------------------------------------------------------------------------

#: Abroad: family name in the place of the given name.
SWAPPED_NAMES = 0.03
#: One wrong letter in one name.
TYPO_ABROAD, TYPO_AT_HOME = 0.07, 0.01
NO_FATHER_ABROAD = 0.6
#: 4 March written as 3 April.
SWAPPED_DAY = 0.03
YEAR_ONLY_ABROAD, YEAR_ONLY_AT_HOME = 0.05, 0.01
#: Where birth dates are often unknown, the first of January is entered.
FIRST_OF_JANUARY = 0.2
NO_NATIONALITY = 0.05

# DNA ----------------------------------------------------------------------------------------------------------------

#: Of whom a state has taken a sample, by role.
CONVICTED_DNA, SUSPECT_DNA = 0.25, 0.06
#: An offender whom several states know left a stain where he or she is not known by name with this chance.
STAIN = 0.12
#: How many alleles of a poor stain, or of old bone, cannot be read.
STAIN_LOST, REMAINS_LOST = 0.2, 0.12
#: Families who search in one state for somebody whose body lies in another, per person in the network.
LOSSES = 0.0015
LOSS_FAMILY: Mapping[int, float] = MappingProxyType({2: 30, 3: 45, 4: 25})
FOUND_WITHIN_DAYS = 900

# Things -------------------------------------------------------------------------------------------------------------

#: How many adults have one on record. Of persons known to several nodes, all have the first three far more often.
PASSPORT, IDENTITY_CARD, VEHICLE, LINE, ACCOUNT, FIREARM = 0.3, 0.15, 0.2, 0.14, 0.12, 0.03
DOUBLE_PASSPORT, DOUBLE_VEHICLE, DOUBLE_LINE = 0.6, 0.35, 0.3
MACHINE_READABLE_ZONE = 0.25
#: Of things on record, how many were stolen or lost.
DOCUMENT_STOLEN, DOCUMENT_LOST, VEHICLE_STOLEN, FIREARM_STOLEN = 0.08, 0.08, 0.09, 0.3
#: A thing has its link to the person on record with this chance.
LINKED = 0.5
#: A plate is written with letters of the own script, as typed from sight.
PLATE_IN_OWN_LETTERS = 0.3

# The dead -----------------------------------------------------------------------------------------------------------

#: Of missing persons, how many disappeared in the wars of 1991 to 1999, where ICMP or a state of the region keeps them.
WAR_MISSING = 0.6
REMAINS_WITH_MARK = 0.35
