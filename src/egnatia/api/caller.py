"""Who calls: the user of the operating system at the other end of the Unix socket, and the account it acts as."""

from typing import Annotated

from fastapi import Depends, Header, Request

from egnatia.bootstrap import Node
from egnatia.casework.accounts import acting
from egnatia.casework.inspection import note_look
from egnatia.casework.rows import Account

#: Where the node, and the user's number, stand in the state of a request.
NODE, UID = "node", "uid"


def _node(request: Request) -> Node:
    node: Node = getattr(request.state, NODE)
    return node


TheNode = Annotated[Node, Depends(_node)]


def _actor(
    request: Request,
    node: TheNode,
    chosen: Annotated[str | None, Header(alias="X-Egnatia-As", description="which of several accounts")] = None,
) -> Account:
    account = acting(node.office, getattr(request.state, UID), chosen)
    note_look(node.office, account, request.scope["route"].path, request.path_params.values())
    return account


Actor = Annotated[Account, Depends(_actor)]
