"""Which commands there are. The module of a command is loaded when it is used, and not before.

`qurultay verify` must start at once and must never meet what only the press or the portal needs; so this page
knows the names alone. Whatever a command refuses comes out here as one sentence, and nothing as a traceback.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
import typer.core
from typer.main import get_command

from qurultay.cli.groups import group
from qurultay.cli.plain_values import read_plainly

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo:demo", "Found an invented assembly, play its history, verify it and show its site."),
    "init": ("init:init", "Begin a house: a folder for a record, its desk and its keys."),
    "key": ("key:app", "Make a key, say whose a key is, put it on paper."),
    "draft": ("draft:app", "Read a document and propose the draft of an act."),
    "check": ("check:check", "Say everything that stands in the way of a draft; lay it on the desk when nothing does."),
    "sign": ("sign:sign", "Show what waits on the desk, and sign it."),
    "publish": ("publish:publish", "Enter what is signed and has waited its time in the record."),
    "stop": ("stop:stop", "Stop a draft that waits: its text then needs one signature more."),
    "correct": ("amend:correct", "Draft a correction: what is to be read instead."),
    "confirm": ("amend:confirm", "Draft the confirmation of acts that are in question."),
    "repeal": ("amend:repeal", "Draft the repeal of a text or of some of its provisions."),
    "annul": ("amend:annul", "Draft an annulment: what it names falls, and nothing else."),
    "contest": ("amend:contest", "Draft a contest of an act: it changes what is shown, nothing else."),
    "withhold": ("amend:withhold", "Draft the withholding of words, names or files of an act."),
    "recover": ("recover:recover", "Draft a recovery: keepers give back what a body needs to act."),
    "announce": ("recover:announce", "Draft the announcement of what enters only after thirty days in public."),
    "muster": ("muster:app", "Lay a muster, stand by an act, gather who stands by it."),
    "adopt": ("adopt:adopt", "Begin a house around a copy of a record, with a gate and a log of its own."),
    "show": ("show:show", "Show an act: what it says, who signed it, what came of it."),
    "register": ("register:register", "Show what the acts add up to: who holds what, what is in force, what is owed."),
    "count": ("count:app", "Count ballots, list the rules of counting, or check somebody's count."),
    "election": ("election:app", "Hold a secret election, and verify one, role by role."),
    "verify": ("verify:verify", "Check a whole record, from any copy, trusting nobody."),
    "compare": ("compare:compare", "Lay two records side by side: what they share, where they part, who stands where."),
    "build": ("build:build", "Make the public site of a record."),
    "serve": ("serve:serve", "Show a site on this machine."),
    "secretariat": ("secretariat:secretariat", "Start the secretariat: the assembly at work in the browser."),
    "witness": ("witness:app", "Be a witness: sign that a record has one history."),
    "press": ("press:app", "Set acts as papers, sign them, and say of a paper whether it is ours."),
    "export": ("export:export", "Carry a record, or one act with its proof, away in files."),
}
"""Name → where it stands, and what it does in one sentence."""


class Commands(typer.core.TyperGroup):
    """The commands by name, each loaded on use, with one way of saying no for all of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its module loaded now; None where there is none."""
        self.commands.update(dict.fromkeys(COMMANDS, None))  # type: ignore[arg-type]  # so that a slip of the hand gets a hint
        return command_named(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list under `--help`, from the table above, so that no module is loaded for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what it refuses becomes a sentence and exit status 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:  # the last resort: nobody meets a traceback
            leave(error)


def command_named(name: str) -> Any:
    """A command with everything loaded that its help needs."""
    module, _, thing = COMMANDS[name][0].partition(":")
    found = getattr(import_module(f"qurultay.cli.{module}"), thing)
    if isinstance(found, typer.Typer):
        return read_plainly(get_command(found))
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name)(found)
    return read_plainly(get_command(alone))


def leave(error: Exception) -> NoReturn:
    """Say why, in as few words as are true, and leave. A program's own exit passes through."""
    from qurultay.cli import refusing

    refusing.pass_through(error)
    if os.environ.get("QURULTAY_TRACEBACK"):
        raise error
    refusing.say_why(error)
    raise typer.Exit(1) from None


app = group(cls=Commands, name="qurultay")


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # it brings in the readers of mail headers, for one line

        typer.echo(f"qurultay {version('qurultay')}")
        raise typer.Exit


@app.callback()
def qurultay(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Carry an assembly from convening to consequence, in a public record that anybody can check."""


def run(words: Sequence[str] | None = None) -> NoReturn:
    """Run what was typed, and leave. What this terminal cannot show is written out instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    read_plainly(get_command(app)).main(words, prog_name="qurultay")
    sys.exit(0)
