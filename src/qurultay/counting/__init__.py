"""From ballots to seats: exact counts, guaranteed representation, verifiable lots, transcripts anybody can replay.

A `Contest` says who stands for how many seats, a `Profile` which ballots were cast, a `Rule` how they are counted, and
`Lots` how ties end that the rule cannot break. `count` makes a `Count` of them, stage by stage, and nothing else
enters: the same four give the same count, for ever, on every machine. No number in this package is a float.
"""
