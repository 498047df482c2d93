"""Another team's verifier, `stranger/verify.mjs`, was written from the pages alone; here it reads the same records as ours.

What both refuse, or find intact, is the format; where they differ, a page, or one of the two, is wrong. It knows nothing of who held
which office, so of the law of acts it is asked only what record.md says of every act.
"""

import json
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.breach import BREACHES
from qurultay.record.errors import Broken, NotWitnessed
from qurultay.record.folder import Folder
from qurultay.record.heads_judged import suggested_policy
from qurultay.record.judging import judge_all
from qurultay.tlog import checkpoint
from qurultay.tlog.policy import parse as parse_policy
from tests.docs.made import GOLDEN
from tests.hall import seeded
from tests.record.forge import LATE, checked, files_of, head_of
from tests.record.test_tampering import FORGERIES, flips, forged, honest

Files = Mapping[str, bytes]
JUDGED = frozenset([
    "before-its-basis", "enter-by", "entered-backwards", "entered-too-late", "from-the-future", "id-again", "key-twice",
    "missing-signature", "no-possession", "other-branch", "other-record", "passkey-rules", "seen-ahead", "seen-too-early",
    "signatory-twice", "stray-signature",
])  # fmt: skip
"""What it judges of the law of acts. Of everything else that we refuse it may say that it is intact."""


def asked(files: Files, **more: Any) -> dict[str, Any]:
    """A question about files in memory."""
    return {"files": {name: b64encode(data).decode() for name, data in files.items()}, "now": LATE, **more}


def answers(node: Path, questions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the other verifier says to each question, in one process."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    program = [node, Path(__file__).with_name("stranger") / "verify.mjs"]
    run = subprocess.run(program, input=lines, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def ours(files: Files, **asked_of: Any) -> tuple[str, int | None, str]:
    """Our own verdict: the word, the act and the code."""
    try:
        checked(files, **asked_of)
    except NotWitnessed as bad:
        return "not-witnessed-enough", None, bad.code
    except Broken as bad:
        return "broken", bad.number, bad.code
    return "intact", None, ""


def golden() -> dict[str, bytes]:
    with Folder(GOLDEN) as folder:
        return {name: folder.read(name, 1 << 20) for name in folder.names()}


def tampered(turned: int) -> Iterator[tuple[str, Files]]:
    """A record in bad hands: every file gone, cut short, in another's place or twice, and here and there a bit turned."""
    _, files = honest()
    for path in sorted(files):
        yield f"{path} gone", {name: data for name, data in files.items() if name != path}
        for keep in (0, 1, 31, -1):
            yield f"{path} cut at {keep}", {**files, path: files[path][:keep]}
        yield f"{path} with a byte more", {**files, path: files[path] + b"\n"}
        yield f"{path} as checkpoint", {**files, "checkpoint": files[path]}
    for name in (
        "tile/7/000",
        "tile/notes",
        "tile/0/000.p/012",
        "CHECKPOINT",
        "a:b",
        "x\u200by",
        "README",
        "tile/0/000.tmp",
    ):
        yield f"{name!a} besides", {**files, name: b"x"}
    places = flips(files)
    for number, (path, at) in enumerate(places[:: max(1, len(places) // turned)]):
        data = bytearray(files[path])
        data[at] ^= 1 << number % 8
        yield f"{path} turned at {at}", {**files, path: bytes(data)}


def differ(mine: tuple[str, int | None, str], theirs: Mapping[str, Any]) -> bool:
    """Do the two say different things, where both are able to say something?"""
    silent = mine[2] in BREACHES and mine[2] not in JUDGED and theirs["verdict"] == "intact"
    return not silent and mine[0] != theirs["verdict"]


@pytest.fixture
def node(tool: Callable[[str], Path]) -> Path:
    return tool("node")


def test_a_verifier_written_from_the_pages_finds_the_golden_record_and_a_small_one_intact(node: Path) -> None:
    hall, small = honest()
    found = answers(
        node, [{"folder": str(GOLDEN), "now": LATE}, asked(golden()), asked(small), asked(files_of(hall.notes[:1]))]
    )
    assert [(each["verdict"], each["acts"]) for each in found] == [
        ("intact", 9),
        ("intact", 9),
        ("intact", 12),
        ("intact", 1),
    ]


def test_both_verifiers_say_the_same_of_a_record_in_bad_hands(node: Path, campaign: Callable[[int], int]) -> None:
    cases = list(tampered(campaign(1000)))
    found = answers(node, [asked(files) for _, files in cases])
    verdicts = [(what, ours(files), theirs) for (what, files), theirs in zip(cases, found, strict=True)]
    assert [each for each in verdicts if differ(*each[1:])] == []
    assert {mine[0] for _, mine, _ in verdicts} == {"intact", "broken"}


def test_both_verifiers_refuse_a_forged_act_and_name_it(node: Path) -> None:
    """These records lack the parts that hold names; both come to that after all acts, and say it of another act."""
    cases = [(forgery.__name__, forged(forgery)) for forgery, _ in FORGERIES]
    found = answers(node, [asked(files) for _, files in cases])
    alike = set()
    for (name, files), theirs in zip(cases, found, strict=True):
        mine = ours(files)
        assert not differ(mine, theirs), (name, mine, theirs)
        if theirs.get("code", "part-missing") != "part-missing":
            assert theirs["act"] == mine[1], (name, mine, theirs)
            alike |= {mine[2]} & {theirs["code"]}
    assert alike >= {code for _, code in FORGERIES if code in JUDGED} - {"stray-signature"}


def test_both_verifiers_ask_alike_what_a_reader_brings_along(node: Path) -> None:
    """A fingerprint, a clock, an earlier head, a policy: met and not met."""
    hall, files = honest()
    policy, bare = (
        suggested_policy(judge_all(hall.notes).book),
        {**files, "checkpoint": head_of(hall.notes, seeded("log")).encode()},
    )
    head, longer = head_of(hall.notes[:3], seeded("log")), head_of([*hall.notes, hall.notes[0]], seeded("log"))
    cases: list[tuple[Files, dict[str, Any], dict[str, Any]]] = [
        (files, {"fingerprint": hall.book.founding}, {"fingerprint": hall.book.founding}),
        (files, {"fingerprint": "ab" * 32}, {"fingerprint": "ab" * 32}),
        (files, {"now": 1_780_000_000}, {"now": 1_780_000_000}),
        *((which, {"policy": policy}, {"policy": parse_policy(policy)}) for which in (files, bare)),
        *(
            (files, {"heads": [each.encode().decode()]}, {"earlier": [checkpoint.parse(each.encode())[0]]})
            for each in (head, longer)
        ),
    ]  # fmt: skip
    found = answers(node, [asked(which, **theirs) for which, theirs, _ in cases])
    mine = [ours(which, **said) for which, _, said in cases]
    assert [each["verdict"] for each in found] == [each[0] for each in mine]
    assert [each[2] for each in mine] == [
        "",
        "another-founding",
        "entered-in-the-future",
        "",
        "not-witnessed-enough",
        "",
        "rolled-back",
    ]
