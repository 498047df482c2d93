"""The administrator: draws the election up, opens the box, takes ballots in, closes it, and declares what trustees decrypt.

The administrator runs the server and can therefore refuse a ballot or a trustee's part; never change one, nor read one.
"""

import time
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from qurultay.ballots.election import Election, new_uuid
from qurultay.ballots.errors import Refused
from qurultay.ballots.heads import box_of
from qurultay.ballots.randomness import SYSTEM
from qurultay.ballots.running import Running
from qurultay.ballots.setup import setup_data
from qurultay.ballots.trustees.structure import assemble, read_trustees
from qurultay.cli import moment, screen
from qurultay.cli.election.files import (
    ArchiveArgument,
    known_group,
    read,
    read_line,
    read_object,
    write,
)
from qurultay.cli.election.outcome import say_result
from qurultay.cli.election.paper import PAGE, drawn_up
from qurultay.cli.refusing import Unusable
from qurultay.record.disk import in_words
from qurultay.tlog.armour import armour


def new(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="ELECTION.yaml", help="The page to fill in; it must not exist.")
    ],
) -> None:
    """Begin an election: a page with its identifier, on which the questions are written (specification 4.9)."""
    uuid = new_uuid(SYSTEM)
    write(output, PAGE.replace("UUID", uuid).encode())
    screen.tell([("identifier", uuid)])
    screen.say(
        f"Fill in {output}. The registrar needs the identifier: qurultay election credentials generate --uuid {uuid} …",
        "Each trustee makes a key: qurultay election key generate …; or several together, with a threshold.",
    )


def open_(
    page: Annotated[Path, typer.Argument(metavar="ELECTION.yaml", help="The page that `new` made, filled in.")],
    credentials: Annotated[Path, typer.Option("--credentials", help="public_creds.json, from the registrar.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder in which UUID.bel is begun.")
    ],
    trustee: Annotated[
        list[Path] | None, typer.Option("--trustee", help="A trustee's public key; once for each who stands alone.")
    ] = None,
    threshold: Annotated[
        list[Path] | None, typer.Option("--threshold", help="threshold.json, from trustees who made a key together.")
    ] = None,
) -> None:
    """Check everything that was prepared, and open the box (specification 4.4): from now on ballots can be cast.

    The setup that is printed goes into the act `opened`, which officers sign before anybody votes.
    """
    asked = drawn_up(page)
    group = known_group(asked.group)
    line = assemble(group, [read_line(t) for t in trustee or []], [read_line(t) for t in threshold or []])
    election = Election.new(
        name=asked.name,
        description=asked.description,
        group=group,
        y=read_trustees(group, line).election_key,
        questions=asked.questions,
        uuid=asked.uuid,
        administrator=asked.administrator,
        credential_authority=asked.credential_authority,
    )
    path = output / f"{asked.uuid}.bel"
    with in_words("nothing was opened"):
        output.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise Unusable(f"{str(path)!r} is there already; an election is opened once.")
    with screen.progress("checking credentials and trustees"):
        held = Running.begin(
            path, moment.now(), election=election.data, trustees=line, credentials=read_line(credentials)
        )
    with held:
        voters, keys = len(held.setup.credentials.weights), len(held.setup.trustees.keys)
        setup = setup_data((election.data, line, read_line(credentials)))
    screen.tell(
        [
            ("archive", str(path)),
            ("fingerprint", election.fingerprint),
            ("setup", sha256(setup).hexdigest()),
        ]
    )
    _say_head(path)
    screen.say(f"The box is open: {voters} voters, {keys} trustees. Nothing that stands in it now can be changed.")


def cast(
    archive: ArchiveArgument,
    ballots: Annotated[list[Path], typer.Argument(metavar="BALLOT...", help="Ballots that voters sent.")],
) -> None:
    """Take ballots in: each is checked once, now, and is on the disk when its tracker is printed.

    A ballot of a voter who voted before replaces the earlier one. What does not hold is refused, and the others go in.
    """
    refused = 0
    with Running.resume(archive) as election, screen.progress("checking ballots") as moved:
        for number, each in enumerate(ballots, 1):
            try:
                receipt = election.cast(read(each))
            except Refused as bad:
                refused += 1
                screen.warn(f"{each}: {bad} ({bad.check})")
                continue
            finally:
                if moved is not None:
                    moved(number, len(ballots))
            again = "; it replaces an earlier one" if receipt.replaced else ""
            screen.say(f"{each}: ballot {receipt.number}, tracker {receipt.tracker}{again}")
    _say_head(archive)
    if refused:
        raise typer.Exit(1)


def close(archive: ArchiveArgument) -> None:
    """Close the box and publish the encrypted tally (specification 4.15). Doing it again changes nothing."""
    with Running.resume(archive) as election:
        began = time.perf_counter()
        election.close()
        ballots, voters = election.ballots, election.voters
        rankings = not election.setup.election.homomorphic
    screen.say(f"The box is closed: {ballots} ballots of {voters} voters, in {time.perf_counter() - began:.1f} s.")
    _say_head(archive)
    following = "mix: qurultay election shuffle" if rankings else "decrypt: qurultay election decrypt"
    screen.say(f"Give the archive to the trustees, who {following} {archive.name} --key …")


def end_shuffles(archive: ArchiveArgument) -> None:
    """Say that enough trustees have mixed; what the last of them gave is decrypted."""
    with Running.resume(archive) as election:
        election.end_shuffles()
    screen.say(
        f"The mixing is over. Give the archive to the trustees: qurultay election decrypt {archive.name} --key …"
    )


def tally(
    archive: ArchiveArgument,
    parts: Annotated[list[Path], typer.Argument(metavar="PART...", help="What trustees sent from `decrypt`.")],
) -> None:
    """Take trustees' parts in, each with both proofs (specification 4.17). A false one is refused with its trustee's number."""
    refused = 0
    with Running.resume(archive) as election:
        for each in parts:
            told = read_object(each)
            try:
                owner, strong = int(told["owner"]), str(told["strong"]).encode()
                election.decrypt(owner, str(told["partial"]).encode(), strong)
            except KeyError:
                refused += 1
                screen.warn(
                    f"{each}: it lacks the strong proof; ask the trustee for a part from `qurultay election decrypt`."
                )
            except (TypeError, ValueError, Refused) as bad:
                refused += 1
                check = f" ({bad.check})" if isinstance(bad, Refused) else ""
                screen.warn(f"{each}: {bad}{check}")
            else:
                screen.say(f"{each}: the part of trustee {owner} holds.")
        _say_needed(election, archive)
    if refused:
        raise typer.Exit(1)


def _say_needed(election: Running, archive: Path) -> None:
    try:
        election.declaration()
    except Refused as missing:
        screen.say(f"More trustees are needed: {missing}.")
    else:
        screen.say(f"That is enough: qurultay election declare {archive.name}")


def declare(archive: ArchiveArgument) -> None:
    """Combine the parts and publish the result (specification 4.18); only parts that are strongly proven count."""
    with Running.resume(archive) as election:
        said = tuple(election.declaration().result.to_json()["result"])
        election.declare()
    say_result(archive, said)
    _say_head(archive)
    screen.say("The result is declared. Trustees destroy their keys now; the registrar destroys the credentials.")


def _say_head(archive: Path) -> None:
    box = box_of(archive)
    screen.tell([("head of the box", f"{box.size} events, root {armour(box.root())}")])
