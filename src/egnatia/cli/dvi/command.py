"""`egnatia dvi`: who the victims of a disaster are, from a laboratory's file or from a node's records."""

from egnatia.cli.lazy import LazyGroup, Place

command = LazyGroup(
    "dvi",
    {
        "solve": Place("egnatia.cli.dvi.solve", "Solve a case from a file: ratios, joint posterior, conclusions."),
        "report": Place("egnatia.cli.dvi.report", "Write the report on one identification in a file."),
        "records": Place("egnatia.cli.dvi.records", "Compare remains with families on record."),
        "board": Place("egnatia.cli.dvi.board", "Propose and decide on identifications; sign their reports."),
        "verify": Place("egnatia.cli.dvi.verify", "Check a signed report, with no node and no account."),
    },
    "Disaster victim identification.",
)
