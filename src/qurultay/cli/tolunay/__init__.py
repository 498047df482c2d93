"""Tolunay: an invented assembly, and four years of its acts, to show what this system does.

Nothing here is about anybody. Five communities, sixty seats, three languages and every name were made up;
the Uyghur and Kazakh words have not been reviewed by native readers, and each act says so (`credit.ug`).

    founding.yaml           the founding act: bodies, posts, seats, keepers, the first rules
    history/2022.yaml …     what was signed, in order: each entry is a draft with a name and an hour
    facts.yaml              what the press should know about it: events, official names, words it does not use
    words/en/2022.yaml …    what the acts say, one file for each year and language
    sent/                   one letter as the signed PDF that was sent
    words/en/names.yaml     what everybody and everything is called

`play` founds Tolunay and plays the history through the gate, so every act was really drafted on the head
of its day, really signed, held, judged and entered. A sentence in the data that broke a rule would be
refused there. The keys are public (`public_keys.py`): whoever reads this page can sign as Tolunay.
"""

from qurultay.cli.tolunay.stage import FACTS, found, play

__all__ = ["FACTS", "found", "play"]
