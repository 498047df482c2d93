"""The short code of an act, its id, as people copy it off paper: in capitals, in groups, with letters that look alike."""

_READ_AS = str.maketrans("oil", "011")


def typed_code(words: str) -> str:
    """A short code as somebody read it off paper, as the record writes it: its alphabet has no o, i and l.

    >>> typed_code("M3T8 WIPZ")
    'm3t8w1pz'
    """
    return "".join(words.split()).replace("-", "").lower().translate(_READ_AS)
