"""Commands that belong together: they speak plainly, without markup, boxes, or a completion that a shell must be taught."""

from typing import Any

import typer


def group(**told: Any) -> typer.Typer:
    """A group of commands; what its name and help are, is told as to `typer.Typer`. Named alone, it says what it can."""
    return typer.Typer(
        rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True, **told
    )
