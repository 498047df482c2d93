"""What is wrong with this YAML, in the words of somebody who types drafts and not parsers?"""

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

# What the parser says, what it means, how to mend it. The first row whose words occur is taken.
_FAULTS = (
    ("mapping values are not allowed", "a ':' stands where no name ends", "quote the value, or mend the indentation"),
    ("'\\t'", "a tab stands where spaces belong", "indent with spaces"),
    ("cannot start any token", "a value begins with a sign that YAML keeps for itself", "put the value in quotes"),
    ("while scanning a quoted scalar", "a quotation mark is opened and never closed", "close it"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("unknown escape character", "a backslash in double quotes is followed by a letter it does not know",
     "use single quotes"),
    ("expected ',' or", "a bracket is opened and never closed", "close it, or put the value in quotes"),
    ("could not find expected ':'", "a line holds a name without ':'", "write 'name: value', or mend the indentation"),
    ("undefined tag handle", "a word that begins with ! is a tag", "put the value in quotes"),
    ("another document", "a second draft begins here ('---')", "keep one draft in a file"),
    ("expected <block end>", "this line does not fit the lines above", "quote the value, or mend the indentation"),
)  # fmt: skip


def explained(error: YAMLError, name: str) -> Refusal:
    """The parser's complaint as one sentence with its line."""
    if not isinstance(error, MarkedYAMLError):
        return Refusal(name, "this is not YAML", "compare it with a draft that qurultay wrote")
    mark = error.problem_mark or error.context_mark
    where = name if mark is None else Sentence("{file}, line {line}", file=name, line=mark.line + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    for words, what, mend in _FAULTS:
        if words in said:
            return Refusal(where, what, mend)
    return Refusal(
        where,
        Sentence("this is not YAML ({problem})", problem=(error.problem or "unknown fault")[:80]),
        "mend or quote the line",
    )
