"""One count by somebody else's program, run by the environment of peers: `python peer_counts.py PROGRAM FILE…`.

It needs nothing of ours. It prints one JSON object: processor seconds for building what the program counts, and for
counting it, summed over the files; reading the files is not measured.
"""

import json
import sys
import time


def read(path):
    """Candidates, seats, and the ballots with their weights, of a plain BLT file."""
    with open(path, encoding="utf-8-sig") as file:
        lines = [line.strip() for line in file]
    candidates, seats = map(int, lines[0].split())
    end = lines.index("0")
    ballots = [tuple(map(int, line.split())) for line in lines[1:end] if line]
    names = [line.strip('"') for line in lines[end + 1 : end + 1 + candidates]]
    return names, seats, [(ballot[0], ballot[1:-1]) for ballot in ballots]


def pyrankvote(names, seats, ballots):
    import pyrankvote as peer

    start = time.process_time()
    people = [peer.Candidate(name) for name in names]
    cast = []
    for weight, ranking in ballots:
        ballot = peer.Ballot(ranked_candidates=[people[at - 1] for at in ranking])
        cast += [ballot] * weight
    built = time.process_time()
    result = peer.single_transferable_vote(people, cast, number_of_seats=seats)
    done = time.process_time()
    return built - start, done - built, [str(each) for each in result.get_winners()]


def votelib_schulze(names, seats, ballots):
    from votelib.convert import RankedToCondorcetVotes
    from votelib.evaluate.condorcet import Schulze

    start = time.process_time()
    grouped = {}
    for weight, ranking in ballots:
        vote = tuple(names[at - 1] for at in ranking)
        grouped[vote] = grouped.get(vote, 0) + weight
    built = time.process_time()
    pairs = RankedToCondorcetVotes().convert(grouped)
    elected = Schulze().evaluate(pairs, 1)
    done = time.process_time()
    return built - start, done - built, [str(each) for each in elected]


def pref_voting_scottish(names, seats, ballots):
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    start = time.process_time()
    grouped = {}
    for weight, ranking in ballots:
        grouped[ranking] = grouped.get(ranking, 0) + weight
    ranks = [{at: place for place, at in enumerate(ranking, 1)} for ranking in grouped]
    profile = ProfileWithTies(ranks, list(grouped.values()), candidates=list(range(1, len(names) + 1)))
    built = time.process_time()
    elected = stv_scottish(profile, num_seats=seats)
    done = time.process_time()
    return built - start, done - built, [names[at - 1] for at in elected]


PROGRAMS = {"pyrankvote": pyrankvote, "votelib-schulze": votelib_schulze, "pref_voting-scottish": pref_voting_scottish}


def main():
    program, *paths = sys.argv[1:]
    built = counted = 0.0
    elected = []
    for path in paths:
        build, count, winners = PROGRAMS[program](*read(path))
        built, counted = built + build, counted + count
        elected.append(winners)
    print(json.dumps({"build": built, "count": counted, "elected": elected}))


if __name__ == "__main__":
    main()
