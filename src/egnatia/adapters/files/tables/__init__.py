"""Tables that come in and go out: CSV, XLSX, JSON lines and FollowTheMoney, a row at a time."""

from egnatia.adapters.files.tables.exports import write_export
from egnatia.adapters.files.tables.opening import digest_of, load_mapping, table_columns, table_rows
from egnatia.adapters.files.tables.rejects import RejectFile, new_file
from egnatia.adapters.files.tables.sniffing import sniff_table

__all__ = [
    "RejectFile",
    "digest_of",
    "load_mapping",
    "new_file",
    "sniff_table",
    "table_columns",
    "table_rows",
    "write_export",
]
