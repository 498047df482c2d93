"""What may a page ask of the record? The questions in these rooms, and no others.

asking.py     how questions are remembered, so that one more act makes few pages anew: read it first
whole.py      `Reading`: whose record it is, the rooms, and what combines several answers
acts.py       each act: what it says, what was said of it, what shows it to be so
lists.py      the lists of acts, of calls and of commitments
names.py      what everybody and everything is called, and who has a page
offices.py    bodies, posts and seats, and who holds them
meetings.py   sessions and elections
rules.py      the rules, on any day
texts.py      texts, and what came of them
"""

from qurultay.portal.reading.asking import Asked
from qurultay.portal.reading.offices import Sitting
from qurultay.portal.reading.whole import Reading

__all__ = ["Asked", "Reading", "Sitting"]
