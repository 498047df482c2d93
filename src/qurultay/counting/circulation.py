"""Is there a flow that keeps every lower and upper bound? By Hoffman's theorem, through one maximal flow.

Each edge's lower bound is sent ahead; what that leaves over at the nodes is then levelled out between a source and a
sink of its own. If all of it can be, the bounds can be kept (Ahuja, Magnanti and Orlin, Network Flows, §6.7).
"""

from collections import deque
from collections.abc import Sequence

Edge = tuple[int, int, int, int]
"""From, to, at least, at most."""


def circulates(nodes: int, edges: Sequence[Edge]) -> bool:
    """Is there a circulation within these bounds?

    >>> circulates(2, [(0, 1, 2, 3), (1, 0, 0, 2)]), circulates(2, [(0, 1, 2, 3), (1, 0, 0, 1)])
    (True, False)
    """
    source, sink = nodes, nodes + 1
    room: list[dict[int, int]] = [{} for _ in range(nodes + 2)]
    over = [0] * nodes
    for start, end, least, most in edges:
        if least > most:
            return False
        room[start][end] = room[start].get(end, 0) + most - least
        room[end].setdefault(start, 0)
        over[end] += least
        over[start] -= least
    for node, amount in enumerate(over):
        start, end = (source, node) if amount > 0 else (node, sink)
        room[start][end] = abs(amount)
        room[end].setdefault(start, 0)
    owed = sum(amount for amount in over if amount > 0)
    while owed and (sent := _augment(room, source, sink)):
        owed -= sent
    return owed == 0


def _augment(room: list[dict[int, int]], source: int, sink: int) -> int:
    """Send what a shortest way allows (Edmonds and Karp), and say how much that was."""
    came = {source: source}
    waiting = deque([source])
    while waiting and sink not in came:
        node = waiting.popleft()
        for following, left in room[node].items():
            if left and following not in came:
                came[following] = node
                waiting.append(following)
    if sink not in came:
        return 0
    way = [sink]
    while way[-1] != source:
        way.append(came[way[-1]])
    steps = list(zip(way[1:], way, strict=False))
    sent = min(room[start][end] for start, end in steps)
    for start, end in steps:
        room[start][end] -= sent
        room[end][start] += sent
    return sent
