"""Ballots in a BLT file, the format of most programs that count the single transferable vote.

    4 2                 candidates, seats
    -3                  candidate 3 has withdrawn
    12 2 1=4 3 0        twelve papers: 2 first, then 1 and 4 on one rank, then 3; 0 ends the ballot
    0                   the end of the ballots
    "Ada"               the names, in the order of their numbers
    "Ben"
    …
    "Council 2026"      the title

Comments begin with `#`. `-` skips a rank. `[tie 3 1 2 4]`, as Droop writes it, is an order of lots: the first of the tied
loses. `[nick a b c]` gives short names that ballots may use. `(id)` in place of the weight is one paper with its number.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from qurultay.counting.contest import MOST_CANDIDATES, Candidate, Contest
from qurultay.counting.lots import Lots
from qurultay.counting.poll import Poll, decoded, shown, undisturbed, whole
from qurultay.counting.profile import LARGEST_WEIGHT, Ballot, Profile, canonical
from qurultay.counting.refusal import Uncountable
from qurultay.tlog.canonical import FORBIDDEN

_QUOTED = re.compile(r'\s*"((?:[^"\\]|\\.|"")*)"(?=\s|$)')


def read_blt(data: bytes, name: str) -> Poll:
    """The poll in this file. Raises `Uncountable` with line, column and how to mend what is wrong."""
    with undisturbed():
        return _Reader(decoded(data, name).split("\n"), name).poll()


def write_blt(contest: Contest, profile: Profile) -> str:
    """The poll as BLT; reading it gives the same contest and ballots.

    Raises `Uncountable` for ballots that are not rankings.
    """
    if profile.kind != "ranked":
        raise Uncountable("the ballots", f"they are {profile.kind}", "BLT holds rankings only")
    rows = [f"{len(contest.candidates)} {contest.seats}"]
    rows += [f"-{at + 1}" for at, name in enumerate(contest.names) if name in contest.withdrawn]
    rows += [_written(ballot, weight) for ballot, weight in profile.groups]
    titles = [*contest.names, contest.title]
    rows += ["0", *('"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"' for title in titles)]
    return "\n".join(rows) + "\n"


def _written(ballot: Ballot, weight: int) -> str:
    ranks = ["=".join(str(at + 1) for at in (each if isinstance(each, tuple) else (each,))) for each in ballot]
    return " ".join([str(weight), *ranks, "0"])


@dataclass
class _Reader:
    """One file being read. `at` is the index of the next line; lines are numbered from 1 where people read it."""

    lines: list[str]
    name: str
    at: int = 0
    candidates: int = 0
    seats: int = 0
    withdrawn: set[int] = field(default_factory=set)
    lots: list[int] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    strict: bool = True

    def poll(self) -> Poll:
        self.heading()
        found = self.ballots()
        names, title = self.titles()
        contest = Contest(
            candidates=tuple(Candidate(name=name) for name in names),
            seats=self.seats,
            title=title,
            withdrawn=frozenset(names[at] for at in self.withdrawn),
        )
        return Poll(
            contest=contest,
            profile=canonical("ranked", self.candidates, found, strict=self.strict),
            lots=self.drawn(names),
        )

    # --- heading ------------------------------------------------------------------------------------------------------

    def heading(self) -> None:
        self.at = next((at for at, line in enumerate(self.lines) if _bare(line)), 0)
        words = list(self.words(self.at))
        if len(words) != 2:
            what = "this does not begin with two numbers" if words else "the file is empty"
            raise self.wrong(self.at, 0, what, "begin with the number of candidates and the number of seats")
        self.candidates = self.number(words[0], MOST_CANDIDATES, "the number of candidates")
        self.seats = self.number(words[1], MOST_CANDIDATES, "the number of seats")
        for found, (_, column), what in ((self.candidates, words[0], "candidate"), (self.seats, words[1], "seat")):
            if found == 0:
                raise self.wrong(self.at, column, f"there is no {what}", "correct the number")
        self.numbers = {str(number + 1): number for number in range(self.candidates)}
        self.at += 1
        while self.at < len(self.lines) and self.option(_bare(self.lines[self.at])):
            self.at += 1

    def option(self, line: str) -> bool:
        """Is this a line between heading and ballots: nothing, withdrawals, or a list in square brackets?"""
        if line.startswith("["):
            if not line.endswith("]"):
                raise self.wrong(self.at, len(line), "a bracket is opened and never closed", "close it on this line")
            self.bracketed(line[1:-1].split())
            return True
        if line.startswith("-"):
            for word, column in self.words(self.at):
                if not word.startswith("-"):
                    raise self.wrong(self.at, column, f"{shown(word)} is no withdrawal", "write them as -3 -4")
                self.withdrawn.add(self.candidate(word[1:], self.at, column + 1))
            return True
        return not line

    def bracketed(self, words: list[str]) -> None:
        match words:
            case ["nick", *nicks]:
                if len(nicks) != self.candidates or len(set(nicks)) != len(nicks) or not _good_nicks(nicks):
                    what = f"there are {self.candidates} candidates, and not as many plain short names"
                    raise self.wrong(self.at, 0, what, "give one for each, of letters, all different")
                self.numbers |= {nick: number for number, nick in enumerate(nicks)}
            case ["tie", *order]:
                self.lots = [self.candidate(word, self.at, 0) for word in order]
                if len(set(self.lots)) != self.candidates or len(self.lots) != self.candidates:
                    raise self.wrong(self.at, 0, "the order of lots is not strict", "name every candidate once")

    def drawn(self, names: list[str]) -> Lots | None:
        order = tuple(names[at] for at in reversed(self.lots))
        return Lots(order=order, source={"kind": "file", "file": "[tie] in the file of ballots"}) if order else None

    # --- ballots ------------------------------------------------------------------------------------------------------

    def ballots(self) -> list[tuple[Ballot, int]]:
        """The ballots up to the line `0`. Equal lines are read once, however many there are."""
        start = self.at
        end = self.lines.index("0", start) if "0" in self.lines[start:] else self.ending()
        found, early = self.plain(start, end)
        if early:
            # Another line than a bare `0` ends the ballots, or names stand where they do not belong: look at each.
            end = self.ending()
            found, _ = self.plain(start, end, sure=True)
        self.at = end + 1
        if sum([weight for _, weight in found]) > LARGEST_WEIGHT:
            raise self.wrong(start, 0, "the ballots weigh more than 2^53 together", "correct the weights")
        return found

    def plain(self, start: int, end: int, *, sure: bool = False) -> tuple[list[tuple[Ballot, int]], bool]:
        """The ballots of these lines, most of which are numbers and spaces; and whether they may end before, unless that is sure."""
        known, weights = self.numbers, dict[str, int]()
        found: list[tuple[Ballot, int]] = []
        for line, times in Counter(self.lines[start:end]).items():
            words = line.split()
            try:
                ballot: Ballot = tuple([known[word] for word in words[1:-1]])
                weight = weights[words[0]] if words[0] in weights else self.weight(words[0], weights)
                if words[-1] != "0" or len(words) == 1 or len({*ballot}) != len(ballot):
                    raise KeyError
            except (KeyError, IndexError):
                if not sure and line.lstrip().startswith(("0", '"')):
                    return [], True
                odd = self.odd(line, start)
                if odd is None:
                    continue
                ballot, weight = odd
            found.append((ballot, weight * times))
        return found, False

    @staticmethod
    def weight(word: str, weights: dict[str, int]) -> int:
        """A weight in plain digits, kept for the next line that has it. Raises `KeyError` for any other."""
        if not (word.isascii() and word.isdigit() and len(word) < 16 and int(word)):
            raise KeyError(word)
        weights[word] = int(word)
        return weights[word]

    def ending(self) -> int:
        for at in range(self.at, len(self.lines)):
            bare = _bare(self.lines[at])
            if bare == "0":
                return at
            if bare == "0,":
                raise self.wrong(at, 1, "a comma stands behind the number", "delete the commas at the ends of lines")
            if bare.startswith('"'):
                raise self.wrong(at, 0, "a name stands here before the ballots have ended", "put a line 0 before it")
        raise self.wrong(
            len(self.lines) - 1, 0, "the line 0 that ends the ballots is missing", "add it, then the names"
        )

    def odd(self, line: str, start: int) -> tuple[Ballot, int] | None:
        """A ballot that is not written plainly: with a comment, equal or skipped ranks, short names; or none at all."""
        at = self.lines.index(line, start)
        words = list(self.words(at))
        if not words:
            return None
        weight = (
            1 if re.fullmatch(r"\([^()]*\)", words[0][0]) else self.number(words[0], LARGEST_WEIGHT, "the weight", at)
        )
        if weight == 0:
            raise self.wrong(
                at, words[0][1], "the weight is 0", "delete the line, or give how many such papers there are"
            )
        if words[-1][0] == "0" and len(words) > 1:
            words.pop()
        ballot: list[int | tuple[int, ...]] = []
        seen: set[int] = set()
        for word, column in words[1:]:
            if word != "-":
                rank = sorted(self.candidate(each, at, column) for each in word.split("="))
                if len(set(rank)) != len(rank) or seen.intersection(rank):
                    twice = next(one for one in rank if one in seen or rank.count(one) > 1)
                    raise self.wrong(at, column, f"candidate {twice + 1} stands twice on this ballot", "delete one")
                seen.update(rank)
                ballot.append(rank[0] if len(rank) == 1 else tuple(rank))
                self.strict = self.strict and len(rank) == 1
        return tuple(ballot), weight

    # --- names --------------------------------------------------------------------------------------------------------

    def titles(self) -> tuple[list[str], str]:
        """The names and the title. A line is a name, with what stands beside it; or the names stand in a row."""
        lines = [(parts, at) for at in range(self.at, len(self.lines)) if (parts := _parts(self.lines[at]))]
        single = [([part], at) for parts, at in lines for part in parts]
        if len(single) in (self.candidates, self.candidates + 1) or len(lines) < self.candidates:
            lines = single
        if len(lines) < self.candidates:
            what = f"there are {self.candidates} candidates and only {len(lines)} names"
            raise self.wrong(len(self.lines) - 1, 0, what, "add the missing names, one to a line")
        names: list[str] = []
        for parts, at in lines[: self.candidates]:
            name = _called(parts)
            if name in names or not name:
                what = f"a second candidate is called {shown(name)}" if name else "a name is empty"
                raise self.wrong(at, 0, what, "add what tells this candidate from the others")
            names.append(name)
        return names, _called(lines[self.candidates][0]) if len(lines) > self.candidates else ""

    # --- words of a line ----------------------------------------------------------------------------------------------

    def words(self, at: int) -> Iterator[tuple[str, int]]:
        """The words of a line without its comment, each with the index at which it begins."""
        line = self.lines[at] if at < len(self.lines) else ""
        return ((found[0], found.start()) for found in re.finditer(r"\S+", line.partition("#")[0]))

    def number(self, word: tuple[str, int], most: int, what: str, at: int | None = None) -> int:
        return whole(word[0], self.place(self.at if at is None else at, word[1]), most, what)

    def candidate(self, word: str, at: int, column: int) -> int:
        if (known := self.numbers.get(word)) is not None:
            return known
        if word == "0":
            raise self.wrong(at, column, "0 ends a ballot, and more follows", "begin each ballot on a line of its own")
        number = whole(word, self.place(at, column), MOST_CANDIDATES, "the number of a candidate")
        if not 1 <= number <= self.candidates:
            what = f"candidate {number} is named, but only {self.candidates} stand"
            raise self.wrong(at, column, what, "correct the number")
        return number - 1

    def place(self, at: int, column: int) -> str:
        return f"{self.name}, line {at + 1}, column {column + 1}"

    def wrong(self, at: int, column: int, what: str, mend: str) -> Uncountable:
        return Uncountable(self.place(max(at, 0), column), what, mend)


def _bare(line: str) -> str:
    return line.partition("#")[0].strip()


def _parts(line: str) -> list[str]:
    """What stands on a line of names: several pieces in quotation marks, or the whole line as it is.

    >>> _parts('"Ada" "Party of the North"'), _parts('"Ada ""of"" the North"'), _parts("Ada")
    (['Ada', 'Party of the North'], ['Ada "of" the North'], ['Ada'])
    """
    bare = line.strip()
    if bare.startswith("#"):
        found = re.fullmatch(r"# *ALTERNATIVE NAME \d+: *(.*)", bare)  # PrefLib's way, found in real BLT files
        return [found[1]] if found else []
    quoted, at = [], 0
    while match := _QUOTED.match(bare, at):
        quoted.append(re.sub(r'\\(.)|"(")', r"\1\2", match[1]).strip())
        at = match.end()
    rest = bare[at:].strip()
    if quoted and (not rest or rest.startswith("#")):
        inner = quoted[0]
        return _parts(inner) if len(quoted) == 1 and inner.startswith('"') and inner != bare else quoted
    return [bare[1:-1] if len(bare) > 2 and bare[0] == bare[-1] == '"' else bare] if bare else []


def _called(parts: list[str]) -> str:
    """A name, what stands beside it in brackets; characters that would steer a text are shown as U+FFFD."""
    name = parts[0] + "".join(f" ({part})" for part in parts[1:] if part)
    return FORBIDDEN.sub("\ufffd", normalize("NFC", name))


def _good_nicks(nicks: list[str]) -> bool:
    return all(nick.isprintable() and not nick.isdigit() and not set("=-#()0") & set(nick[:1]) for nick in nicks)
