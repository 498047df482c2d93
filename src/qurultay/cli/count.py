"""`qurultay count`: from ballots to seats, on any machine, with a transcript that anybody can replay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from unicodedata import normalize

import typer
import typer.core

from qurultay.cli import screen
from qurultay.cli.count_sheet import say_count, say_methods
from qurultay.cli.groups import group
from qurultay.cli.refusing import Unusable
from qurultay.counting.count import Count, count
from qurultay.counting.guarantee import Guarantee
from qurultay.counting.poll import MOST_BYTES, Poll, shown
from qurultay.counting.reading import read_poll
from qurultay.counting.replay import MOST_BYTES as MOST_TRANSCRIPT
from qurultay.counting.replay import Differs, read_transcript, replay
from qurultay.counting.rule import Rule, method_of, methods, rule_named
from qurultay.counting.transcript import line, transcript
from qurultay.press.files import read_bounded
from qurultay.record.whole import new_file


class _Counting(typer.core.TyperGroup):
    """The commands of counting; a file instead of their names means `ballots`, which is what one wants every day."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Puts in the word that may be left out."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["ballots", *args]
        return super().parse_args(ctx, args)


app = group(
    cls=_Counting,
    name="count",
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
    # Kept before it is said: a reader who closes the pipe (`| head`) must not cost the transcript.
    _keep(counted, {**poll.source, **source}, json)
    if svg is not None:
        _draw(counted, svg, language)
    say_count(counted)


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


@app.command("lots")
def lots_(
    file: FileArgument,
    election: Annotated[str, typer.Option(help="The identifier of the election, as its opening act has it.")],
    head: Annotated[str, typer.Option(metavar="HEX", help="The head of the closed ballot box: 64 hex digits.")],
    throws: Annotated[
        str, typer.Option("--dice", metavar="EYES", help="Twenty throws or more, as minuted: 3 1 4 …")
    ] = "",
    round_: Annotated[
        str,
        typer.Option("--drand", metavar="CHAIN/ROUND/HEX", help="A round of drand named in advance, and its value."),
    ] = "",
    commitments: Annotated[
        Path | None, typer.Option(help="What scrutineers had committed to: a line 'name: hex' for each.")
    ] = None,
    secrets: Annotated[Path | None, typer.Option(help="What they revealed: a line 'name: hex' for each.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the lots here, for --lots.")] = None,
) -> None:
    """Draw the lots of a contest once its box is closed, from a beacon that was named before.

    The value of a drand round is not checked here; compare it with what drand publishes for that round.
    """
    from qurultay.cli.count_lots import beacon_of, draw, written

    names = read_poll(read_bounded(file, MOST_BYTES, file.name), file.name).contest.names
    drawn = draw(names, election, head, beacon_of(election, throws, round_, commitments, secrets))
    for place, name in enumerate(drawn.order, 1):
        screen.say(f"lot {place}: {screen.foreign(name)}")
    if output is not None:
        output.write_text(written(drawn), encoding="utf-8")


@app.command()
def commit(
    election: Annotated[str, typer.Option(help="The identifier of the election, as its opening act has it.")],
    scrutineer: Annotated[str, typer.Option(help="The name under which the scrutineer acts.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Keep the secret here; it must not exist.")],
) -> None:
    """Make a scrutineer's secret for the lots, and print what to make known before the box is opened."""
    from qurultay.cli.count_lots import new_secret

    secret, committed = new_secret(election, scrutineer)
    new_file(output, f"{scrutineer}: {secret}\n".encode(), 0o600)
    screen.say(f"make this known now: {scrutineer}: {committed}")
    screen.say(f"keep {output.name!r} to yourself until the box is closed, then reveal its line")


@app.command()
def convert(
    file: FileArgument,
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The new file; its ending names the format.")],
    question: QuestionOption = 1,
) -> None:
    """Write ballots in another format: .blt, .csv, PrefLib's .soi or .toi, or a Belenios result as .json.

    Equal ballots are put together, as a count does it.
    """
    from qurultay.counting.writing import write_poll

    poll = read_poll(read_bounded(file, MOST_BYTES, file.name), file.name, question=question)
    output.write_text(write_poll(poll, output.name), encoding="utf-8")
    screen.say(f"written: {poll.profile.cast} ballots, {len(poll.profile.groups)} of them different")


@app.command()
def vacancy(
    file: Annotated[Path, typer.Argument(metavar="TRANSCRIPT", help="The transcript of the election.")],
    cast: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots that were counted.")],
    left: Annotated[list[str], typer.Option("--left", metavar="NAME", help="Who has left a seat.")],
    declined: Annotated[list[str], typer.Option("--declined", metavar="NAME", help="Who would not take it.")] = [],  # noqa: B006  # typer copies it
    lots: Annotated[Path | None, typer.Option(help="New lots, where a tie may have to be settled.")] = None,
    question: QuestionOption = 1,
    json: Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write the new transcript here.")] = None,
) -> None:
    """Fill a vacant seat from the ballots that were cast: a countback by the rule of the election.

    The transcript is replayed first. Those who sit keep their seats.
    """
    from qurultay.counting.countback import countback, successors

    before, poll = _replayed(file, cast, question)
    drawn = None
    if lots is not None:
        from qurultay.cli.count_lots import read_lots

        drawn = read_lots(lots)
    after = countback(before, [normalize("NFC", name) for name in left], declined=declined, lots=drawn)
    _keep(after, poll.source, json)
    say_count(after)
    for name in successors(before, after):
        screen.say(f"takes the vacant seat: {screen.foreign(name)}")


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
    try:
        counted, _ = _replayed(file, cast, question)
    except Differs as bad:
        screen.verdict(f"differs: {bad}", False)
        raise typer.Exit(1) from None
    stages = f"{len(counted.stages)} stages" if len(counted.stages) > 1 else "1 stage"
    screen.verdict(f"replayed: {stages}, {counted.profile.cast} ballots, {counted.rule.name}", True)


def _keep(counted: Count, source: Mapping[str, str], path: Path | None) -> None:
    """Write the transcript, where one is wanted."""
    if path is not None:
        path.write_text(line(transcript(counted, source=source)) + "\n", encoding="utf-8")


def _replayed(file: Path, cast: Path, question: int) -> tuple[Count, Poll]:
    """The count of this transcript, made anew from the ballots. Raises `Differs`."""
    told = _of_question(read_bounded(file, MOST_TRANSCRIPT, file.name), question)
    kind = read_transcript(told, file.name)["ballots"].get("kind")
    poll = read_poll(read_bounded(cast, MOST_BYTES, cast.name), cast.name, wanted=(kind,), question=question)
    return replay(told, poll, file.name), poll


def _of_question(told: bytes, question: int) -> bytes:
    """One transcript, or where there is one on each line, as in a record, that of the question."""
    lines = told.removesuffix(b"\n").split(b"\n")
    return lines[question - 1] if 1 < len(lines) >= question else told


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
        from qurultay.cli.count_lots import read_lots

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
