"""A poll in another format, chosen by the ending of a name."""

from qurultay.counting.belenios import write_result
from qurultay.counting.blt import write_blt
from qurultay.counting.poll import Poll
from qurultay.counting.preflib import data_type, write_preflib
from qurultay.counting.refusal import Uncountable
from qurultay.counting.spreadsheet import write_csv


def write_poll(poll: Poll, name: str) -> str:
    """The text of a file of that name.

    >>> from qurultay.counting.contest import contest_of
    >>> from qurultay.counting.profile import profile_of
    >>> poll = Poll(contest=contest_of("Ada Ben"), profile=profile_of("ranked", 2, [((1, 0), 3)]))
    >>> print(write_poll(poll, "council.csv"), end="")
    weight,Ada,Ben
    3,2,1

    Raises `Uncountable` where the format cannot hold these ballots.
    """
    contest, profile = poll.contest, poll.profile
    match name.rpartition(".")[2].lower():
        case "blt":
            return write_blt(contest, profile)
        case "csv":
            return write_csv(contest, profile)
        case "json":
            return write_result(profile) + "\n"
        case "soc" | "soi" | "toc" | "toi" as ending:
            if profile.kind == "ranked" and not _holds(ending, data_type(profile)):
                mend = f"call the file .{data_type(profile)}"
                raise Uncountable(name, f"these rankings are of the type {data_type(profile)}", mend)
            return write_preflib(contest, profile, file_name=name)
        case _:
            raise Uncountable(name, "its ending names no format we write", "end it in .blt, .csv, .json, .soi or .toi")


def _holds(ending: str, kind: str) -> bool:
    """Ties need a format with ties, incomplete rankings one for incomplete ones."""
    return ending[0] >= kind[0] and (ending[2] == "i" or kind[2] == "c")
