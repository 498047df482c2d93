"""A trustee: makes a key on a machine of the own, mixes and decrypts, and checks everything before using the key.

Alone (`generate`), or with others of whom a threshold is needed: `certificate`, `polynomial`, `share`, then `open`. The
steps are those of the specification, 3.1.1 and 4.6; between them messages go through the administrator as files.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from qurultay.ballots import canonical
from qurultay.ballots.decryption.beside import lines_beside
from qurultay.ballots.randomness import SYSTEM
from qurultay.ballots.running import Running
from qurultay.ballots.tallying import decryption_by, owner_of, shuffle_by
from qurultay.ballots.trustees.certificates import Certificates, Context, certificate, gather
from qurultay.ballots.trustees.keys import new_private_key, read_private_key, verification_key, write_private_key
from qurultay.ballots.trustees.pedersen import committed, private_key, voutput
from qurultay.ballots.trustees.pedersen import polynomial as make_polynomial
from qurultay.ballots.trustees.pki import new_seed
from qurultay.ballots.verify import verify as verify_election
from qurultay.cli import screen
from qurultay.cli.election.anyone import say_refusal
from qurultay.cli.election.files import (
    GROUP,
    ArchiveArgument,
    GroupOption,
    OutputOption,
    SecretOption,
    known_group,
    read_line,
    read_object,
    setup_of,
    write,
    write_secret,
    written,
)
from qurultay.cli.groups import group

app = group(help="A trustee's: make a key alone, or with others of whom some are needed.")
KeyOption = Annotated[Path, typer.Option("--key", help="Your private key file.")]
SeedOption = Annotated[Path, typer.Option("--seed", help="Your secret file from `key certificate`.")]
PublicOption = Annotated[Path, typer.Option("--public", help="Where the message for the administrator is written.")]


@app.command()
def generate(output: SecretOption, public: PublicOption, group: GroupOption = GROUP) -> None:
    """Make a key alone: without it nothing is ever decrypted (specification 4.5)."""
    made = known_group(group)
    x = new_private_key(made, SYSTEM)
    line = canonical.encode(verification_key(made, x, SYSTEM).to_json(made))
    write_secret(output, write_private_key(x) + b"\n")
    write(public, line + b"\n")
    screen.say(f"{output} is yours alone, until the result is declared; two copies on sticks, in two places.")
    screen.say(f"{public} goes to the administrator.")


@app.command("certificate")
def certificate_(
    index: Annotated[int, typer.Option(help="Which trustee you are, from 1.", min=1, max=255)],
    size: Annotated[int, typer.Option(help="How many trustees there are.", min=1, max=255)],
    threshold: Annotated[int, typer.Option(help="How many of them are needed.", min=1, max=255)],
    output: SecretOption,
    public: PublicOption,
    group: GroupOption = GROUP,
) -> None:
    """Step 1 of making a key with others: a certificate for this ceremony (specification 4.6.2)."""
    made, seed = known_group(group), new_seed(SYSTEM)
    context = Context(group=made.name, size=size, threshold=threshold, index=index)
    line = certificate(made, seed, context, SYSTEM)
    write_secret(output, seed.encode() + b"\n")
    write(public, line + b"\n")
    screen.say(f"{output} is yours alone, until the result is declared. {public} goes to the administrator.")


@app.command()
def polynomial(
    ceremony: Annotated[Path, typer.Argument(help="What the administrator sent: all certificates.")],
    seed: SeedOption,
    output: Annotated[Path, typer.Option("--output", "-o", help="Your polynomial: keep it until all have promised.")],
    public: PublicOption,
) -> None:
    """Step 3: draw a polynomial, and promise it by its hash before anybody shows one (specification 4.6.3).

    Send the promise now, and the polynomial only when the administrator has all promises.
    """
    told = read_object(ceremony)
    held, secret = _certificates(told), read_line(seed).decode()
    line = make_polynomial(held, secret, SYSTEM)
    write_secret(output, line + b"\n")
    write(public, written({"promise": committed(held, secret, line)}))
    screen.say(f"{public} goes to the administrator now; {output} when everybody's promise is there.")


@app.command()
def share(
    ceremony: Annotated[Path, typer.Argument(help="What the administrator sent you: your shares.")],
    seed: SeedOption,
    output: OutputOption,
) -> None:
    """Step 5: check every share you were sent, and publish your verification key (specification 4.6.3)."""
    told = read_object(ceremony)
    held = _certificates(told)
    line = voutput(held, read_line(seed).decode(), str(told["shares"]).encode(), told["promises"], SYSTEM)
    write(output, line + b"\n")
    screen.say(f"Every share fits. {output} goes to the administrator.")


@app.command("open")
def open_(
    sealed: Annotated[Path, typer.Argument(help="What the administrator sent at the end: your key, sealed to you.")],
    seed: SeedOption,
    output: SecretOption,
    group: GroupOption = GROUP,
) -> None:
    """Open your private key with the secret of step 1."""
    x = private_key(known_group(group), read_line(seed).decode(), read_line(sealed))
    write_secret(output, write_private_key(x) + b"\n")
    screen.say(f"{output} is your private key. Nobody else has it; enough of you together decrypt.")


def _certificates(told: dict[str, Any]) -> Certificates:
    lines = [str(line).encode() for line in told["certificates"]]
    return gather(known_group(str(told["group"])), lines, int(told["threshold"]))


def shuffle(archive: ArchiveArgument, key: KeyOption) -> None:
    """Mix the rankings after whoever mixed before, with a proof (specification 4.16). Everything is verified first."""
    _refuse_broken(archive)
    with Running.resume(archive) as election, screen.progress("mixing"):
        setup = election.setup
        owner = owner_of(setup.trustees, read_private_key(setup.election.group, read_line(key)))
        record, _ = shuffle_by(owner, setup, election.rankings, SYSTEM)
        election.shuffle(owner, record)
    screen.say(f"Trustee {owner} has mixed. The archive goes to the next, or back to the administrator.")


def decrypt(
    archive: ArchiveArgument,
    key: KeyOption,
    output: OutputOption,
) -> None:
    """Decrypt your part of the tally, with both proofs. Everything is verified first (specification 4.17).

    Belenios' own proof does not bind the factor it is about. Ours does, so that nobody can block a tally unnamed.
    """
    _refuse_broken(archive)
    with screen.progress("decrypting"), Running.resume(archive) as election:
        x = read_private_key(election.setup.election.group, read_line(key))
        part = decryption_by(x, election.setup, election.tally, SYSTEM)
    said = {"owner": part.owner, "partial": part.partial.decode(), "strong": part.strong.decode()}
    write(output, written(said))
    screen.say(f"{output} is the part of trustee {part.owner}; it goes to the administrator.")


def _refuse_broken(archive: Path) -> None:
    """A private key opens whatever it is given, so a trustee verifies the whole archive before using one."""
    setup_of(archive)
    with screen.progress("verifying before the key is used") as moved:
        report = verify_election(archive, strong_proofs=lines_beside(archive), progress=moved)
    if not report.holds:
        say_refusal(report)
        raise typer.Exit(1)
