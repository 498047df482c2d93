"""The law of votes: figures stand where a vote was taken and nowhere else (R11), and they must carry the text."""

from collections import Counter
from collections.abc import Iterator

from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.law_of_quorum import asked
from qurultay.acts.matter import Matter
from qurultay.acts.resolving import Adopted, CommunityOutcome, Figures, NotAdopted, Repealed
from qurultay.acts.rules import Majority, Rules
from qurultay.assembly.majority import Outcome, Vote, base_of, decided, needed


def carried(body: Adopted | Repealed, matter: Matter) -> Iterator[Breach]:
    """Was it carried, in the way it says it was?"""
    met = isinstance(body, Adopted) and body.outcome == "met"
    if body.how not in ("vote", "written"):
        if body.figures is not None or met:
            yield Breach("figures", "a text adopted by {how} has no figures; leave them out (R11)", how=body.how)
        return
    if body.figures is not None and met:
        yield Breach("figures", "give the figures, or say 'met' where the group is too small to publish them, not both")
    elif body.figures is not None:
        yield from vote_breaches(body.figures, body.majority or "", body.body, matter, body.session)
    elif matter.rules.majority(body.majority or "") is None:
        yield _no_majority(body.majority)
    elif not met:
        yield Breach(
            "figures", "a vote gives its figures, or says 'met' where the group is too small to publish them (V9)"
        )
    if isinstance(body, Adopted):
        yield from _communities(body.majority, body.communities, body.body, matter)


def vote_breaches(
    figures: Figures, name: str, body: str, matter: Matter, session: str | None = None
) -> Iterator[Breach]:
    """Do these figures reach that majority of the body?"""
    majority = matter.rules.majority(name)
    if majority is None:
        yield _no_majority(name)
        return
    vote, quorum = _vote(figures, body, matter, session)
    yield from _count(figures, vote)
    outcome = _outcome(vote, majority, quorum)
    if outcome != "adopted":
        base = base_of(vote, majority.of)
        least = needed(base, majority.num, majority.den, majority.test)
        yield Breach(
            "figures",
            "{for_} for, {against} against, {abstained} abstained: {outcome} ({least} of {base} and a quorum of {quorum} are needed)",
            for_=vote.for_,
            against=vote.against,
            abstained=vote.abstained,
            outcome=outcome,
            least=least,
            base=base,
            quorum=quorum,
        )


def lost(body: NotAdopted, matter: Matter) -> Iterator[Breach]:
    """What was not adopted was not carried either: lost, tied and no decision are three things, and withdrawn a fourth."""
    if body.figures is None:
        return
    if body.outcome in ("fallen", "withdrawn"):
        yield Breach("figures", "nobody voted on a text that was {said}; leave the figures out", said=body.outcome)
        return
    majority = matter.rules.majority(body.majority or "")
    if majority is None:
        yield _no_majority(body.majority)
        return
    vote, quorum = _vote(body.figures, body.body, matter, body.session)
    yield from _count(body.figures, vote)
    outcome = _outcome(vote, majority, quorum)
    # A majority of every community may have been missing too; its figures need not be published (V8, V9).
    if outcome != body.outcome and not (majority.communities and outcome == "adopted" and body.outcome == "lost"):
        yield Breach(
            "figures", "by these figures the outcome is {outcome}, not {said}", outcome=outcome, said=body.outcome
        )


def _no_majority(name: str | None) -> Breach:
    return Breach("figures", "the rules in force know no majority {name!r}", name=name)


def _vote(figures: Figures, body: str, matter: Matter, session: str | None) -> tuple[Vote, int]:
    """The vote with the bases it is reckoned on, and its quorum: of the filled seats less the suspended (V1, V14).

    Only of a body that never had seats here are the figures taken at their word: where all seats are vacant nobody votes.
    """
    book, day, rules = matter.book, matter.act.date, matter.rules
    filled, seated = {seat.id for seat in book.filled(body, day)}, book.has_seats(body)
    in_office = len(filled) if seated else figures.entitled
    held = book.sessions.get(session or "")
    suspended = held.opening.suspended if held is not None and held.opening is not None else ()
    entitled = len(filled - set(suspended)) if seated else figures.entitled
    vote = Vote(
        for_=figures.for_,
        against=figures.against,
        abstained=figures.abstained + figures.blank + figures.invalid,
        present=figures.present,
        in_office=in_office,
        all_seats=len(book.seats_of(body, day)) if seated else figures.entitled,
    )
    return vote, asked(held, entitled, rules)


def _count(figures: Figures, vote: Vote) -> Iterator[Breach]:
    recorded = vote.for_ + vote.against + vote.abstained
    if not recorded <= figures.present <= figures.entitled <= vote.in_office:
        yield Breach(
            "figures",
            "{recorded} votes of {present} present and {entitled} entitled, {in_office} in office: more than there can be",
            recorded=recorded,
            present=figures.present,
            entitled=figures.entitled,
            in_office=vote.in_office,
        )


def _outcome(vote: Vote, majority: Majority, quorum: int) -> Outcome:
    return decided(vote, majority.of, majority.num, majority.den, majority.test, quorum=quorum)


def _communities(name: str | None, said: tuple[CommunityOutcome, ...], body: str, matter: Matter) -> Iterator[Breach]:
    """Every community must reach its own majority; one in which nobody sits blocks unless it is excused (V8)."""
    majority = matter.rules.majority(name or "")
    for community, number in Counter(each.community for each in said).items():
        if number > 1 or community not in matter.book.communities:
            yield Breach(
                "figures",
                "{community} is given {number} times, or is no community of this body",
                community=community,
                number=number,
            )
    if majority is None or majority.communities is None:
        return
    outcomes = {each.community: each.outcome for each in said}
    sitting = {seat.community for seat in matter.book.filled(body, matter.act.date)}
    for community in _concurrent(matter.rules, matter.book):
        outcome = outcomes.get(community, "not given")
        if outcome not in ("met", "excused"):
            yield Breach(
                "figures",
                "{name} asks for a majority in every community; {community} is {outcome} (V8)",
                name=name,
                community=community,
                outcome=outcome,
            )
        elif outcome == "met" and sitting and community not in sitting:
            yield Breach(
                "figures", "nobody sits for {community}, so its majority cannot have been met (V8)", community=community
            )


def _concurrent(rules: Rules, book: Register) -> tuple[str, ...]:
    return rules.concurrent or tuple(book.communities)


def not_lower(new: Majority | None, old: Majority | None) -> bool:
    """Is one majority the same as another, or higher, whatever the base (§5: same or higher majority)?"""
    if old is None or new == old:
        return True
    if new is None or (old.communities is not None and new.communities is None):
        return False
    left, right = new.num * old.den, old.num * new.den
    laxer = new.test == "at-least" and old.test == "more-than"
    return _BASES.index(new.of) >= _BASES.index(old.of) and (left > right or (left == right and not laxer))


_BASES = ("votes-cast", "present", "in-office", "all-seats")
"""Each base includes the one before it, so that the same part of it is never less."""
