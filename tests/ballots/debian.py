"""Elections held with Debian's `belenios-tool`, command by command: the independent witness of everything in `ballots/`."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Json = Any


class Debian:
    """One folder of an election and the program that works in it.

    The folder holds what `belenios-tool` itself expects: UUID.bel, and the files its roles hand to each other.
    """

    def __init__(self, folder: Path, program: Path, group: str) -> None:
        self.folder, self.program, self.group = folder, program, group
        folder.mkdir(parents=True, exist_ok=True)
        self.uuid = self.run("setup", "generate-token").strip()

    def run(self, *words: str, given: str = "") -> str:
        """What the command prints; its own complaint if it fails."""
        done = subprocess.run(
            [self.program, *words], cwd=self.folder, input=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"belenios-tool {' '.join(words)}: {done.stderr}"
        return done.stdout

    def refuses(self, *words: str, given: str = "") -> str:
        """What the command complains of; it must complain."""
        done = subprocess.run(
            [self.program, *words], cwd=self.folder, input=given, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0, f"belenios-tool {' '.join(words)} accepted it"
        return done.stderr

    @property
    def archive(self) -> Path:
        """Where the election's archive is."""
        return self.folder / f"{self.uuid}.bel"

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the folder, written anew."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    # setting up

    def credentials(self, weights: Sequence[int]) -> list[str]:
        """Private credentials for so many voters; weights other than 1 are written into the list."""
        voters = [f"voter{n}@example.org,voter{n}" + (f",{w}" if w != 1 else "") for n, w in enumerate(weights)]
        self.write("voters.txt", "\n".join(voters) + "\n")
        self.run("setup", "generate-credentials", "--uuid", self.uuid, "--group", self.group, "--file", "voters.txt")
        (listed,) = self.folder.glob("*.pubcreds")
        listed.rename(self.folder / "public_creds.json")
        (private,) = self.folder.glob("*.privcreds")
        self._private = [line.split()[1] for line in private.read_text().splitlines()]
        return self._private

    def single(self) -> Path:
        """A mandatory trustee's new private key; the public one is added to `public_keys.jsons`."""
        before = set(self.folder.glob("*.privkey"))
        self.run("setup", "generate-trustee-key", "--group", self.group)
        (key,) = set(self.folder.glob("*.privkey")) - before
        self.mandatory(key.with_suffix(".pubkey").read_text())
        return key

    def mandatory(self, public: str) -> None:
        """Enters a mandatory trustee's public key, whoever made it."""
        with (self.folder / "public_keys.jsons").open("a") as keys:
            keys.write(public.strip() + "\n")

    def threshold(self, step: int, *words: str, given: str = "") -> str:
        """One step of the ceremony of trustees with a threshold."""
        ceremony = ("setup", "generate-trustee-key-threshold", "--group", self.group)
        return self.run(*ceremony, "--step", str(step), *words, given=given)

    def certificate(self) -> tuple[Path, str]:
        """Step 1 of a trustee who uses this program: the file of the seed and the certificate."""
        before = set(self.folder.glob("*.key"))
        self.threshold(1)
        (key,) = set(self.folder.glob("*.key")) - before
        return key, key.with_suffix(".cert").read_text().strip()

    def open(self, questions: Json, *, trustees: bytes | None = None, name: str = "Tolunay") -> None:
        """Trustees and questions are settled: the archive begins. The program gathers the trustees, or takes ours."""
        if trustees is None:
            self.run("setup", "make-trustees")
        else:
            self.write("trustees.json", trustees)
        template = {"description": "A trial", "name": name, "questions": questions}
        self.write("template.json", json.dumps(template, ensure_ascii=False))
        self.run("setup", "make-election", "--uuid", self.uuid, "--group", self.group, "--template", "template.json")
        self.run("archive", "init")
        for spent in ("election.json", "trustees.json", "public_creds.json"):
            (self.folder / spent).unlink()

    # voting and counting

    def event(self, kind: str, payload: str = "") -> None:
        """Adds an event, with the lines of its payload."""
        self.run("archive", "add-event", f"--type={kind}", given=payload)

    def ballot(self, credential: str, choice: Json) -> str:
        """A ballot made by this program."""
        self.write("credential", credential)
        self.write("choice", json.dumps(choice))
        return self.run("election", "generate-ballot", "--privcred", "credential", "--ballot", "choice").strip()

    def vote(self, credential: str, choice: Json) -> None:
        """A ballot made by this program, cast."""
        self.event("Ballot", self.ballot(credential, choice) + "\n")

    def close(self) -> None:
        """Ends the voting and publishes the encrypted tally."""
        self.event("EndBallots")
        self.event("EncryptedTally", self.run("election", "compute-encrypted-tally"))

    def shuffle(self, owner: int) -> None:
        """One trustee of this program mixes."""
        self.event("Shuffle", self.run("election", "shuffle", f"--trustee-id={owner}"))

    def decrypt(self, key: Path, owner: int) -> None:
        """One trustee of this program decrypts: a mandatory one (.privkey) or one with a threshold (.key and .dkey)."""
        if key.suffix == ".privkey":
            words = ("decrypt", "--privkey", key.name)
        else:
            words = ("decrypt-threshold", "--key", key.name, "--decryption-key", key.with_suffix(".dkey").name)
        self.event("PartialDecryption", self.run("election", *words, "--trustee-id", str(owner)))

    def declare(self) -> Json:
        """Computes and publishes the result."""
        line = self.run("election", "compute-result")
        self.event("Result", line)
        return json.loads(line)["result"]

    def verify(self) -> None:
        """Has the whole election checked."""
        self.run("election", "verify")


def records(archive: bytes) -> Iterable[tuple[str, bytes]]:
    """Name and content of every record of an archive, in order."""
    at = 0
    while at < len(archive):
        size = int(archive[at + 124 : at + 135], 8)
        yield archive[at : at + 100].rstrip(b"\0").decode(), archive[at + 512 : at + 512 + size]
        at += 512 + (size + 511) // 512 * 512


def payloads(archive: bytes, kind: str) -> list[Json]:
    """The payloads of all events of one kind."""
    data = {name.split(".")[0]: body for name, body in records(archive)}
    events = [json.loads(body) for name, body in records(archive) if name.endswith(".event.json")]
    return [json.loads(data[event["payload"]]) for event in events if event["type"] == kind]
