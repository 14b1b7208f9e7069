"""`egnatia network`: what governors do, on machines that are no nodes: keys, drafts, signatures, the directory."""

from egnatia.cli.lazy import LazyGroup, Place

command = LazyGroup(
    "network",
    {
        "key": Place("egnatia.cli.network.key", "Make the key of one governor, and the card with its public half."),
        "found": Place("egnatia.cli.network.found", "Draft the first directory of a new network."),
        "change": Place(
            "egnatia.cli.network.change", "Draft the next directory: members, keys, governors, or its age."
        ),
        "show": Place("egnatia.cli.network.show", "Say what a draft or a directory holds, and who has signed it."),
        "sign": Place("egnatia.cli.network.sign", "Sign a draft with the key of one governor."),
        "publish": Place("egnatia.cli.network.publish", "Join the signatures of a draft into the directory for nodes."),
    },
    "Found a network of nodes, and change who belongs to it.",
)
