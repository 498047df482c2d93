"""How data reaches a page that was opened from a folder: as a classic script that calls one function with it.

`fetch` and modules do not run from `file://`; a script does. So each data file is one call,
`shard("ug/0642-0627",{…});`, and the page's own script defines the function.
"""

import json
from typing import Any


def call(function: str, *arguments: Any) -> bytes:
    """The bytes of a data script: the same values give the same bytes.

    >>> call("status", {"size": 343})
    b'status({"size":343});\\n'
    """
    written = ",".join(json.dumps(argument, ensure_ascii=False, separators=(",", ":")) for argument in arguments)
    # Both end a line of script for readers from before 2019, and may stand in a title.
    written = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({written});\n".encode()


def arguments(function: str, data: bytes) -> list[Any]:
    """What `call` was given.

    >>> arguments("shard", call("shard", "en/6163", {"act": [32]}))
    ['en/6163', {'act': [32]}]

    Raises `ValueError` where the bytes are no such call.
    """
    opening, closing = f"{function}(".encode(), b");\n"
    if not (data.startswith(opening) and data.endswith(closing)):
        raise ValueError(f"this is not a data script that calls {function}")
    values: list[Any] = json.loads(b"[" + data[len(opening) : -len(closing)] + b"]")
    return values
