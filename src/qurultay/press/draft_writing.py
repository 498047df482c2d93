"""How is a draft written and changed without losing a comment? By ruamel's round trip, every scalar a string.

A clerk's comments are part of the work: a machine that changes one value changes that line alone.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

from qurultay.press.drafts import DraftDocument, Value, read
from qurultay.press.refusal import Refusal

_ENDLESS = 2**31
"""No line is folded: a clerk breaks lines, the machine does not."""


class _Words(VersionedResolver):
    """Every plain scalar is a string: NO stays NO, 1.10 stays 1.10 (notes on building, 3c)."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _Words
    yaml.preserve_quotes = True
    yaml.width = _ENDLESS
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dump(document: DraftDocument, data: Mapping[str, Value]) -> str:
    """The draft's text with these values in place of its own; comments and order stay.

    >>> from qurultay.press.drafts import read
    >>> print(dump(read("# ours\\nkind: issued # why\\n"), {"kind": "deposited"}), end="")
    # ours
    kind: deposited # why
    """
    kept = _yaml().load(document.text)
    _change(kept, data)
    return text_of(kept, data)


def text_of(written: Mapping[str, Any], meant: Mapping[str, Value]) -> str:
    """The text of a commented mapping, which must read back as what was meant.

    Raises `Refusal` where YAML cannot hold the words as they are.
    """
    out = io.StringIO()
    _yaml().dump(written, out)
    if read(out.getvalue()).data != meant:
        raise Refusal(
            "draft",
            "these words cannot be written as a draft",
            "put the words in a file beside the draft",
        )
    return out.getvalue()


def commented(value: Value) -> Any:
    """A value in the form that can carry comments; words of several lines become a block under `|`."""
    if isinstance(value, str):
        return LiteralScalarString(value) if "\n" in value else value
    if isinstance(value, list):
        return CommentedSeq(commented(each) for each in value)
    return CommentedMap((key, commented(each)) for key, each in value.items())


def _change(kept: Any, wanted: Mapping[str, Value]) -> None:
    for key in [key for key in kept if key not in wanted]:
        del kept[key]
    for key, value in wanted.items():
        kept[key] = _changed(kept[key], value) if key in kept else commented(value)


def _changed(old: Any, new: Value) -> Any:
    if isinstance(old, CommentedMap) and isinstance(new, dict):
        _change(old, new)
        return old
    if isinstance(old, CommentedSeq) and isinstance(new, list):
        _change_list(old, new)
        return old
    if isinstance(new, str) and old == new:
        return old
    changed = commented(new)
    if isinstance(old, LiteralScalarString) and isinstance(changed, LiteralScalarString):
        # What a clerk noted below a block of words hangs on the block itself.
        changed.comment = getattr(old, "comment", None)  # type: ignore[attr-defined]  # a slot ruamel does not declare
    return changed


def _change_list(old: CommentedSeq, new: Sequence[Value]) -> None:
    for at, value in enumerate(new):
        if at < len(old):
            old[at] = _changed(old[at], value)
        else:
            old.append(commented(value))
    while len(old) > len(new):
        del old[len(old) - 1]
