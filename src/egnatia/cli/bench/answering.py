"""A process with some of the partners' nodes. Arguments: their folders.

Says `ready`, then to each line how many seconds of processor time it has used; ends when its input ends.
"""

import sys
import time
from contextlib import ExitStack
from pathlib import Path

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import open_node, share


def main(arguments: list[str]) -> None:
    """Run until the input ends."""
    with ExitStack() as stack:
        shared = share()
        stack.callback(shared.close)
        for folder in arguments:
            node = open_node(Path(folder), shared)
            stack.callback(node.stop)
            node.start()
            port = NodePort(node)
            port.start()
            stack.callback(port.stop)
        print("ready", flush=True)  # noqa: T201 - what the parent waits for
        for _line in sys.stdin:
            print(time.process_time(), flush=True)  # noqa: T201 - what the parent asked for


if __name__ == "__main__":
    main(sys.argv[1:])
