"""Seats for lists by somebody else's programs, run by the environment of peers: `python peer_seats.py PROGRAM RULE`.

It needs nothing of ours. From the standard input it reads a JSON list of elections, each the votes of the lists and the
number of seats, and prints for each the seats of the lists; null where the program finds a tie, or gives up.
"""

import json
import sys
from fractions import Fraction

VOTELIB = {
    "dhondt": ("highest", "d_hondt"),
    "sainte-lague": ("highest", "sainte_lague"),
    "sainte-lague-modified": ("highest", lambda seats: Fraction(7, 5) if seats == 0 else 2 * seats + 1),
    "hare": ("remainder", "hare"),
    "droop": ("remainder", "droop"),
}
APPORTIONMENT = {
    "dhondt": "dhondt",
    "sainte-lague": "saintelague",
    "sainte-lague-modified": "modified_saintelague",
    "hare": "hamilton",
}


def votelib(rule, votes, seats):
    from votelib.evaluate.proportional import HighestAverages, LargestRemainder

    kind, function = VOTELIB[rule]
    evaluator = (HighestAverages if kind == "highest" else LargestRemainder)(function)
    won = evaluator.evaluate({str(at): each for at, each in enumerate(votes)}, seats)
    return [won.get(str(at), 0) for at in range(len(votes))]


def apportionment(rule, votes, seats):
    from apportionment.methods import compute

    return [int(each) for each in compute(APPORTIONMENT[rule], votes, seats, fractions=True, tiesallowed=False)]


PROGRAMS = {"votelib": votelib, "apportionment": apportionment}


def main():
    program, rule = sys.argv[1:]
    found = []
    for votes, seats in json.load(sys.stdin):
        try:
            found.append(PROGRAMS[program](rule, votes, seats))
        except Exception:
            found.append(None)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
