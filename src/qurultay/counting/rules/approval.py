"""Approval voting: everybody whom a voter approves gets a vote; the most approved are elected.

Brams and Fishburn, Approval Voting (1978): "each voter may vote for as many candidates as he wishes; the candidate
receiving the most votes wins". Of a ranking, everybody it names is approved. It asks for no ranking that could be
recognised as somebody's, so it is the rule for few voters.
"""

from qurultay.counting.choices import named_on
from qurultay.counting.rule import Method, Question, Result
from qurultay.counting.selection import elect_the_highest
from qurultay.counting.sheet import Sheet


def count(question: Question) -> Result:
    """One stage: the approvals, and who has the most."""
    sheet = Sheet(question)
    sheet.open("result", (), "the most approved are elected")
    standing = set(sheet.hopeful)
    for ballot, weight in question.profile.groups:
        approved = [at for at in named_on(ballot) if at in standing]
        for at in approved:
            sheet.totals[at] += weight
        if not approved:
            sheet.spent += weight
    elect_the_highest(sheet, question, "the most approved are elected")
    sheet.close()
    return sheet.result(0)


METHODS = (
    Method(
        name="approval",
        title="Approval voting",
        text="Brams and Fishburn, Approval Voting (1978): everybody approved has a vote, the most approved are elected",
        kinds=frozenset({"approvals", "ranked"}),
        seats="several",
        count=count,
        guarantees=True,
    ),
)
