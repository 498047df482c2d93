"""`qurultay count`: from ballots to seats, on any machine, with a transcript that anybody can replay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core

from qurultay.cli import screen
from qurultay.cli.count_sheet import say_count, say_methods
from qurultay.cli.refusing import Unusable
from qurultay.counting.count import Count, count
from qurultay.counting.guarantee import Guarantee
from qurultay.counting.poll import MOST_BYTES, Poll, shown
from qurultay.counting.reading import read_poll
from qurultay.counting.replay import Differs, read_transcript, replay
from qurultay.counting.rule import Rule, method_of, methods, rule_named
from qurultay.counting.transcript import line, transcript
from qurultay.press.files import read_bounded


class _Counting(typer.core.TyperGroup):
    """The commands of counting; a file instead of their names means `ballots`, which is what one wants every day."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Puts in the word that may be left out."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["ballots", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Counting,
    name="count",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Count ballots; list the rules there are; check somebody's count. `qurultay count FILE` counts a file.",
)

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The ballots: BLT, PrefLib, CSV with a ballot to a row, a Belenios archive or result."
    ),
]

QuestionOption = Annotated[int, typer.Option(help="Which question of a Belenios election, from 1.", min=1, max=1000)]


@app.command()
def ballots(
    file: FileArgument,
    rule: Annotated[str, typer.Option("--rule", metavar="NAME", help="The rule; `qurultay count rules` lists them.")],
    seats: Annotated[
        int, typer.Option(help="How many seats are filled; else what the file says.", min=0, max=1000)
    ] = 0,
    question: QuestionOption = 1,
    choose: Annotated[
        list[str], typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the rule, such as ties=forward.")
    ] = [],  # noqa: B006  # typer copies it
    constraints: Annotated[
        Path | None, typer.Option(help="Who belongs to which community, and how many seats each is guaranteed (YAML).")
    ] = None,
    lots: Annotated[
        Path | None, typer.Option(help="The lots of this contest: names, the preferred first, one to a line.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write the transcript here.")] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="OUT", help="Draw the votes, and the seats of each community, here.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the drawing: en, ug or kk.")] = "en",
) -> None:
    """Count the ballots in a file, show every stage, and write the transcript.

    The word `ballots` may be left out: `qurultay count FILE --rule scottish`.
    """
    chosen = _rule(rule, choose)
    data = read_bounded(file, MOST_BYTES, file.name)
    poll = read_poll(data, file.name, wanted=method_of(chosen).kinds, question=question)
    poll, guarantee, source = _arranged(poll, chosen, seats, constraints, lots)
    counted = count(poll.contest, poll.profile, chosen, poll.lots, guarantee)
    say_count(counted)
    if json is not None:
        json.write_text(line(transcript(counted, source={**poll.source, **source})) + "\n", encoding="utf-8")
    if svg is not None:
        _draw(counted, svg, language)


@app.command("nominations")
def nominations_(
    constraints: Annotated[
        Path,
        typer.Argument(metavar="CONSTRAINTS", help="The seats guaranteed, and the candidates with their categories."),
    ],
    seats: Annotated[
        int, typer.Option(help="How many seats are filled; else what the file says.", min=0, max=1000)
    ] = 0,
) -> None:
    """Say at the close of nominations what the guarantees decide already, before anybody votes.

    The last line is `open: …` with exit status 0 where everything is left to the votes, else `decided: …` with 1.
    """
    from qurultay.cli.count_constraints import say_nominations

    if say_nominations(constraints, seats):
        screen.verdict("open: the guarantees can be kept, and nobody is elected or excluded before anyone votes", True)
        return
    screen.verdict("decided: the guarantees decide something before anyone votes; see the warnings", False)
    raise typer.Exit(1)


@app.command()
def rules() -> None:
    """List the rules: what they take, what can be chosen in them, and what each was validated against."""
    say_methods(methods().values())


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="TRANSCRIPT", help="The transcript that a count wrote.")],
    cast: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots it says it counted.")],
    question: QuestionOption = 1,
) -> None:
    """Count the ballots again and compare every word of the transcript.

    The last line is `replayed: …` with exit status 0, or `differs: …` with the first difference and exit status 1.
    """
    from qurultay.counting.replay import MOST_BYTES as MOST

    told = read_bounded(file, MOST, file.name)
    kind = read_transcript(told, file.name)["ballots"].get("kind")
    poll = read_poll(read_bounded(cast, MOST_BYTES, cast.name), cast.name, wanted=(kind,), question=question)
    try:
        counted = replay(told, poll, file.name)
    except Differs as bad:
        screen.verdict(f"differs: {bad}", False)
        raise typer.Exit(1) from None
    stages = f"{len(counted.stages)} stages" if len(counted.stages) > 1 else "1 stage"
    screen.verdict(f"replayed: {stages}, {counted.profile.cast} ballots, {counted.rule.name}", True)


def _rule(name: str, choose: Sequence[str]) -> Rule:
    chosen = {}
    for each in choose:
        word, equals, value = each.partition("=")
        if not equals:
            raise Unusable(f"--set {shown(each)} has no '='; write it as NAME=VALUE.")
        chosen[word] = value
    return rule_named(name, **chosen)


def _arranged(
    poll: Poll, rule: Rule, seats: int, constraints: Path | None, lots: Path | None
) -> tuple[Poll, Guarantee | None, Mapping[str, str]]:
    """The poll with what the command says of it: seats, attributes of candidates and their guarantee, lots."""
    if seats:
        poll = replace(poll, contest=replace(poll.contest, seats=seats))
    if lots is not None:
        from qurultay.cli.count_files import read_lots

        poll = replace(poll, lots=read_lots(lots))
    if constraints is None:
        return poll, None, {}
    from qurultay.cli.count_constraints import constrain

    found = constrain(constraints, poll.contest, method_of(rule))
    return replace(poll, contest=found.contest), found.guarantee, found.source


def _draw(counted: Count, path: Path, code: str) -> None:
    from qurultay.portal.count_drawings import file_of
    from qurultay.portal.languages import INTERFACE, language
    from qurultay.portal.voice import Voice

    if code not in INTERFACE:
        raise Unusable(f"--language {shown(code)} is none of ours; write {', '.join(INTERFACE)}.")
    path.write_text(file_of(counted, Voice(language(code))), encoding="utf-8")
