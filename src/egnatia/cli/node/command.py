"""`egnatia node`: found a node, let it join a network, run it, see how it is, back it up."""

from egnatia.cli.lazy import LazyGroup, Place

command = LazyGroup(
    "node",
    {
        "init": Place("egnatia.cli.node.init", "Make the folder of a node: settings, keys, database."),
        "join": Place("egnatia.cli.node.join", "Give a new node the directory of its network, and its first account."),
        "renew": Place("egnatia.cli.node.renew", "Give a node a newer directory of its network, also while it runs."),
        "rotate": Place("egnatia.cli.node.rotate", "Make new keys beside the old ones, also while the node runs."),
        "serve": Place("egnatia.cli.node.serve", "Run a node until it is told to stop."),
        "status": Place("egnatia.cli.node.status", "Say how the running node is, and who its partners are."),
        "law": Place("egnatia.cli.node.law", "Read the node's own law as a start would."),
        "backup": Place("egnatia.cli.node.backup", "Write a whole node into one file, also while it runs."),
        "check": Place("egnatia.cli.node.check", "Look the whole database over, also while the node runs."),
        "refile": Place("egnatia.cli.node.refile", "Give all records the keys by which this program finds them."),
        "restore": Place("egnatia.cli.node.restore", "Make the folder of a node from a backup."),
    },
    "Found, run and look after a node.",
)
