"""`docs/check.sh` needs none of our software. It accepts what we accept, and says `broken:` where we do."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from qurultay.acts.amending import Contested
from qurultay.acts.constituting import FoundingHolder
from qurultay.acts.writing import Issued
from qurultay.record.folder import Folder
from qurultay.record.layout import part_path
from qurultay.record.store import Record
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import vkey
from qurultay.tlog.note import Line, Note, parse
from qurultay.tlog.webauthn import challenge
from tests.docs.golden import WITNESSES, key_of, tell, witness_key
from tests.docs.test_golden_record import FOUNDED_AS, GOLDEN
from tests.hall import POSTS, Hall, constitution, seeded
from tests.record.forge import files_of
from tests.stories.test_the_operator_is_expelled import Lost
from tests.tlog.passkeys import Passkey

REPOSITORY = Path(__file__).resolve().parents[2]
CHECK = REPOSITORY / "docs/check.sh"
W0, W1 = (vkey(name, witness_key(name).cosigner_material) for name in WITNESSES)


@dataclass(frozen=True)
class Said:
    """What the script said last, and its exit code."""

    code: int
    last: str
    all: str


@pytest.fixture(scope="module")
def check(tool: Callable[[str], Path]) -> Callable[..., Said]:
    """Runs the script on a folder, with the system's own programs on its path and no others."""
    found = [tool(program) for program in ("bash", "openssl", "xxd", "sha256sum")]
    path = ":".join(dict.fromkeys(str(program.parent) for program in found))

    def run(folder: Path, *more: str) -> Said:
        asked = [found[0], CHECK, folder, *more]
        done = subprocess.run(asked, capture_output=True, text=True, check=False, env={"PATH": path})
        lines = done.stdout.splitlines()
        return Said(done.returncode, lines[-1] if lines else "", done.stdout + done.stderr)

    return run


def laid_down(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files, in a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_the_script_accepts_the_golden_record(check: Callable[..., Said]) -> None:
    said = check(GOLDEN, FOUNDED_AS, W0)
    assert said.code == 0, said.all
    assert said.last == f"intact: 9 acts, 39 signatures, 17 parts, 2 withheld, founded as {FOUNDED_AS}"
    assert "act 3: issued, entered 2026-06-21 09:00:00 UTC, signed by president, vice-president (passkey at" in said.all
    assert "the head was seen by witness0.example/w, 2026-08-05 10:00:00 UTC" in said.all
    assert "act 0: the part name.person-4.en was withheld by act 6" in said.all


def test_the_script_accepts_a_record_made_today_and_asks_for_the_fingerprint(
    check: Callable[..., Said], tmp_path: Path
) -> None:
    said = check(tell(tmp_path).record)
    assert said.code == 0, said.all
    assert "compare the founding fingerprint below with a printed one" in said.all


def test_a_witness_who_has_not_cosigned_is_missed(check: Callable[..., Said]) -> None:
    said = check(GOLDEN, FOUNDED_AS, W1)
    assert (said.code, said.last) == (1, "broken: witness1.example/w has not cosigned the head")


# --- in bad hands: the worst forger runs the gate and holds the log's key --------------------------------------------


@dataclass
class Forger:
    """The golden record's notes and parts, open to change; `files` puts it together again under the true log key."""

    notes: list[bytes]
    parts: dict[str, bytes]

    @classmethod
    def of(cls, golden: Path) -> "Forger":
        with Folder(golden) as source:
            notes = list(Record(source).notes())
        return cls(notes, {path.name: path.read_bytes() for path in golden.glob("part/*/*")})

    def files(self) -> dict[str, bytes]:
        """Bundle, tiles, parts and a head that the log signed."""
        return files_of(self.notes, self.parts, key_of("log"))

    def relined(self, number: int, change: Callable[[tuple[Line, ...]], Sequence[Line]]) -> dict[str, bytes]:
        """The record with other lines under one act. Only the last act can be touched without the others noticing."""
        note = parse(self.notes[number])
        self.notes[number] = replace(note, lines=tuple(change(note.lines))).encode()
        return self.files()


def _changed_words(forger: Forger) -> dict[str, bytes]:
    digest = next(iter(forger.parts))
    forger.parts[digest] = forger.parts[digest][:-2] + b"X\n"
    return forger.files()


def _part_gone(forger: Forger) -> dict[str, bytes]:
    wanted = parse(forger.notes[8]).text.decode().split('"text.en":"')[1][:64]
    del forger.parts[wanted]
    return forger.files()


def _changed_act(forger: Forger) -> dict[str, bytes]:
    forger.notes[8] = forger.notes[8].replace(b"statement/2026/1", b"statement/2026/2")
    return forger.files()


def _changed_bundle(forger: Forger) -> dict[str, bytes]:
    files = forger.files()
    name = next(name for name in files if name.startswith("tile/entries/"))
    files[name] = files[name].replace(b"letter/2026/1", b"letter/2026/9")
    return files


def _changed_tile(forger: Forger) -> dict[str, bytes]:
    files = forger.files()
    name = next(name for name in files if name.startswith("tile/0/"))
    return files | {name: bytes(32) + files[name][32:]}


def _act_dropped(forger: Forger) -> dict[str, bytes]:
    del forger.notes[4]
    return forger.files()


def _act_again(forger: Forger) -> dict[str, bytes]:
    forger.notes.append(forger.notes[7])
    return forger.files()


def _line_stripped(forger: Forger) -> dict[str, bytes]:
    return forger.relined(8, lambda lines: [lines[0], *lines[2:]])


def _line_moved(forger: Forger) -> dict[str, bytes]:
    """The vice-president's passkey did sign something: act 5."""
    moved = parse(forger.notes[5]).lines[1]
    return forger.relined(8, lambda lines: [lines[0], moved, *lines[2:]])


def _unknown_key(forger: Forger) -> dict[str, bytes]:
    text = parse(forger.notes[8]).text
    stranger = replace(seeded("post/president"), name=key_of("post/president").name).sign(text)
    return forger.relined(8, lambda lines: [stranger, *lines[1:]])


def _entered_backwards(forger: Forger) -> dict[str, bytes]:
    text = parse(forger.notes[8]).text
    return forger.relined(8, lambda lines: [*lines[:-1], key_of("gate").cosign(text, 1_780_000_000)])


def _no_entry_line(forger: Forger) -> dict[str, bytes]:
    return forger.relined(8, lambda lines: lines[:-1])


def _other_head(forger: Forger) -> dict[str, bytes]:
    return files_of(forger.notes, forger.parts, key_of("gate"))


def _head_of_another_root(forger: Forger) -> dict[str, bytes]:
    files = forger.files()
    return files | {"checkpoint": files_of(forger.notes[:8] + forger.notes[7:8], {}, key_of("log"))["checkpoint"]}


TAMPERED: dict[str, tuple[Callable[[Forger], dict[str, bytes]], str]] = {
    "the words of a part": (_changed_words, "is not what its name says"),
    "a part taken away": (_part_gone, "act 8: the part text.en is gone, and no act withheld it"),
    "an act, under a new head": (_changed_act, "act 8: the signature of tolunay.example/president does not fit"),
    "a byte of the bundle": (_changed_bundle, "act 3: the signature of tolunay.example/president does not fit"),
    "a tile": (_changed_tile, "does not hold the hashes of the acts"),
    "an act dropped": (_act_dropped, "act 4: its signers saw another history than this"),
    "an act entered twice": (_act_again, "stands in the record already"),
    "a signature stripped": (_line_stripped, "act 8: vice-president has not signed"),
    "a passkey's signature moved": (_line_moved, "the passkey of tolunay.example/vice-president signed something else"),
    "a key nobody enrolled": (_unknown_key, "act 8: tolunay.example/president signed with a key that no act"),
    "entered before the act before it": (_entered_backwards, "act 8: entered before the act before it"),
    "no entry line": (_no_entry_line, "the gate's entry line is not the last line and the only one"),
    "a head by another key": (_other_head, "the checkpoint is not signed by the log's key"),
    "a head over other acts": (_head_of_another_root, "the acts do not give the root in the checkpoint"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_the_script_says_what_is_broken(check: Callable[..., Said], tmp_path: Path, what: str) -> None:
    tamper, sentence = TAMPERED[what]
    said = check(laid_down(tmp_path, tamper(Forger.of(GOLDEN))), FOUNDED_AS)
    assert said.code == 1, said.all
    assert said.last.startswith("broken: ")
    assert sentence in said.last, said.all


def test_what_the_forger_puts_together_untouched_is_accepted(check: Callable[..., Said], tmp_path: Path) -> None:
    """So that each refusal above is for its own reason."""
    said = check(laid_down(tmp_path, Forger.of(GOLDEN).files()), FOUNDED_AS)
    assert said.code == 0, said.all


def test_a_part_that_belongs_to_no_act_is_named(check: Callable[..., Said], tmp_path: Path) -> None:
    file = b"slipped in, but under its right name: salt and words\n"
    path = part_path(sha256(file).hexdigest())
    said = check(laid_down(tmp_path, Forger.of(GOLDEN).files() | {path: file}), FOUNDED_AS)
    assert said.code == 0, said.all
    assert f"{path} belongs to no act, and is no part of the record" in said.all
    assert ", 17 parts, " in said.last


def test_another_founding_is_another_record(check: Callable[..., Said]) -> None:
    said = check(GOLDEN, "0" * 64)
    assert (said.code, said.last) == (1, f"broken: this record was founded as {FOUNDED_AS}, not as {'0' * 64}")
    assert "act 1:" not in said.all, "nobody waits for the rest"


def test_a_fingerprint_is_taken_as_it_stands_on_paper(check: Callable[..., Said]) -> None:
    groups = " ".join(FOUNDED_AS[at : at + 4] for at in range(0, 64, 4))
    assert check(GOLDEN, groups.upper() + "\n").last.startswith("intact: ")
    for short in (FOUNDED_AS[:16], FOUNDED_AS + "0", "g" * 64):
        said = check(GOLDEN, short)
        assert (said.code, said.last.startswith("broken: a founding fingerprint has 64 digits")) == (1, True)


def test_what_is_no_record_is_said_before_anything_is_read(check: Callable[..., Said], tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere", Path("")):
        said = check(wrong)
        assert (said.code, said.all.count("\n")) == (1, 1) and "give the folder of a record" in said.last


@pytest.mark.parametrize("gone", ["checkpoint", "tile/entries/000.p/9", "tile/0/000.p/9"])
def test_a_file_that_must_be_there_is_missed(check: Callable[..., Said], tmp_path: Path, gone: str) -> None:
    shutil.copytree(GOLDEN, tmp_path / "record")
    (tmp_path / "record" / gone).unlink()
    said = check(tmp_path / "record", FOUNDED_AS)
    assert said.code == 1
    assert said.last.startswith("broken: ")


# --- passkeys, and more than one bundle ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finger:
    """A passkey where a hall expects a key file."""

    passkey: Passkey

    @property
    def name(self) -> str:
        return self.passkey.name

    def sign(self, text: bytes) -> Line:
        return self.passkey.line(self.passkey.signed(text))


def hall_of_passkeys() -> Hall:
    """Three officers with passkeys of the three kinds, the others with key files."""
    kinds: list[Any] = [
        ec.generate_private_key(ec.SECP256R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 2048),
    ]
    fingers = {
        post: Finger(Passkey(private=kind, name=seeded(post).name)) for post, kind in zip(POSTS, kinds, strict=False)
    }
    held = constitution().holders
    holders = tuple(
        FoundingHolder(post=h.post, person=h.person, key=armour(fingers[h.post].passkey.material))
        if h.post in fingers
        else h
        for h in held
    )

    class Here(Hall):
        def found(self, body: Any) -> Any:
            self.signers |= fingers  # type: ignore[arg-type]  # whatever has a name and signs
            return super().found(body)

    return Here(constitution(holders=holders))


def test_passkeys_of_all_three_kinds_are_checked_with_openssl(check: Callable[..., Said], tmp_path: Path) -> None:
    hall = hall_of_passkeys()
    hall.on("2026-06-20").enter(Issued(form="statement", authentic=("en",)), signatories=POSTS[:3])
    said = check(laid_down(tmp_path / "honest", files_of(hall.notes)))
    assert said.code == 0, said.all
    assert said.all.count("(passkey at https://sign.tolunay.example)") == 6
    for number in range(3):
        note = parse(hall.notes[1])
        line = note.lines[number]
        flipped = Line(line.name, line.key_id, line.signature[:-1] + bytes([line.signature[-1] ^ 1]))
        lines = (*note.lines[:number], flipped, *note.lines[number + 1 :])
        broken = laid_down(tmp_path / str(number), files_of([hall.notes[0], Note(note.text, lines).encode()]))
        assert "does not fit" in check(broken).last


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"crossOrigin": True}, "was used in an embedded page"),
        ({"topOrigin": "https://elsewhere.example"}, "was used in an embedded page"),
        ({"origin": "https://login.tolunay.example"}, "signed something else"),
        ({"type": "webauthn.create"}, "signed something else"),
    ],
)
def test_a_passkey_used_in_another_way_is_refused(
    check: Callable[..., Said], tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    said = check(laid_down(tmp_path, _with_assertion(client=change)))
    assert (said.code, sentence in said.last) == (1, True), said.all


def test_a_passkey_that_did_not_verify_its_user_is_refused(check: Callable[..., Said], tmp_path: Path) -> None:
    said = check(laid_down(tmp_path, _with_assertion(flags=0x01)))
    assert "did not verify its user" in said.last, said.all


def _with_assertion(client: Mapping[str, Any] | None = None, flags: int = 0x05) -> dict[str, bytes]:
    """A letter whose first line is an assertion with something changed, in a record that is otherwise in order."""
    hall = hall_of_passkeys()
    hall.on("2026-06-20").enter(Issued(form="statement", authentic=("en",)), signatories=POSTS[:3])
    note = parse(hall.notes[1])
    passkey = hall.signers["post/president"].passkey  # type: ignore[attr-defined]  # it is a Finger
    said = passkey.client_data(challenge(note.text), **(client or {}))
    line = passkey.line(passkey.assertion(said, passkey.authenticator_data(flags=flags)))
    return files_of([hall.notes[0], Note(note.text, (line, *note.lines[1:])).encode()])


def test_a_record_of_more_than_one_bundle_is_read_whole(check: Callable[..., Said], tmp_path: Path) -> None:
    hall = Hall().on("2026-06-20")
    statement = hall.enter(Issued(form="statement", authentic=("en",)))
    for number in range(256):
        body = Contested(step="opened", ground=f"ground-{number}")
        hall.enter(body, refs=(("amends", statement.ref),), signatories=("keeper/1",))
    files = files_of(hall.notes)
    assert "tile/entries/001.p/2" in files
    said = check(laid_down(tmp_path, files))
    assert said.code == 0, said.all
    assert said.last.startswith("intact: 258 acts, ")
    assert said.last.endswith(hall.book.founding)


def test_a_record_that_was_recovered_under_another_gate_is_checked(check: Callable[..., Said], tmp_path: Path) -> None:
    """The script learns keys from announcements and recoveries too."""
    lost = Lost()
    said = check(laid_down(tmp_path, lost.body.files))
    assert said.code == 0, said.all
    assert said.last.startswith(f"intact: {lost.done.number + 1} acts")
