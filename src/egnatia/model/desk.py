"""The desk: the part of an agency that writes and reads messages; accounts belong to desks."""

from enum import StrEnum


class Desk(StrEnum):
    """Where a message is worked on. Every agency has a contact point, which takes what has no other desk there."""

    CONTACT_POINT = "contact_point"  #: The single point of contact (Directive (EU) 2023/977 Art. 14), at any hour.
    POLICE = "police"
    CUSTOMS = "customs"
    BORDER_POLICE = "border_police"
    JUDICIAL = "judicial"  #: Mutual legal assistance, between prosecutors and courts.
    MISSING_PERSONS = "missing_persons"
    FINANCIAL = "financial"  #: The financial intelligence unit.
