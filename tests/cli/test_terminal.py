"""What reaches a terminal: foreign words isolated, colour only where it is wanted, and nothing that steers it."""

import json
import os
import pty
import re
import select
import subprocess
import sys

from tests.cli.clerk import LETTER, Clerk

RUN = "import sys; from qurultay.cli import main; sys.argv[0] = 'qurultay'; main()"


def on_a_terminal(clerk: Clerk, *words: object, **environment: str) -> str:
    """What a command writes to a terminal of its own."""
    master, slave = pty.openpty()
    held = {
        **os.environ,
        "XDG_STATE_HOME": str(clerk.folder / "state"),
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        **environment,
    }
    for name in ("NO_COLOR", "FORCE_COLOR"):
        if name not in environment:
            held.pop(name, None)
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, *map(str, words)], stdin=slave, stdout=slave, stderr=slave, env=held, close_fds=True
    )
    os.close(slave)
    said = b""
    try:
        while select.select([master], [], [], 30)[0]:
            said += os.read(master, 65536)
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(master)
        program.wait(30)
    return said.decode().replace("\r\n", "\n")


def test_foreign_words_are_isolated_on_a_terminal_and_bare_in_a_pipe(clerk: Clerk) -> None:
    assert "\u2068سابىرا ئوناي\u2069" in on_a_terminal(
        clerk, "register", "--on", "2024-06-02", "--record", clerk.record
    )
    assert "\u2068" not in clerk.does("register")
    assert "\u2068" not in on_a_terminal(clerk, "register", "--record", clerk.record, "--json")


def test_the_verdict_is_coloured_unless_somebody_asks_for_none(clerk: Clerk) -> None:
    assert re.search(
        r"\x1b\[1;32mintact: 1 acts, founded as [0-9a-f]{64}, witnessed by 0 of 0\x1b\[0m",
        on_a_terminal(clerk, "verify", clerk.record),
    )
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        said = on_a_terminal(clerk, "verify", clerk.record, **plain)
        assert (
            re.search(r"\nintact: 1 acts, founded as [0-9a-f]{64}, witnessed by 0 of 0\n", said) and "\x1b" not in said
        )


def test_words_of_a_stranger_never_steer_the_terminal(clerk: Clerk) -> None:
    (clerk.record / "x\x1b[2J").mkdir()
    said = clerk.types("verify", clerk.record)
    assert said.status == 1 and "unsafe-name" in said.last and "\x1b" not in said.out + said.err
    said = clerk.types("check", clerk.writes("\x1b[2J.yaml", "kind: issued\n"))
    assert said.status == 1 and "\x1b" not in said.out + said.err


def test_objections_to_a_draft_can_be_read_by_a_program(clerk: Clerk) -> None:
    said = clerk.types("check", clerk.writes("draft.yaml", LETTER.replace("body/government", "body/nobody")), "--json")
    assert said.status == 1 and said.err == ""
    assert json.loads(said.out) == {
        "id": None,
        "objections": [
            {
                "code": "no-such-body",
                "sentence": "draft.yaml, line 3: body/nobody is not a body of this record on 2024-06-01",
            }
        ],
    }
    said = clerk.types("check", clerk.writes("draft.yaml", LETTER.replace("letter", "leter")), "--json")
    assert [each["code"] for each in json.loads(said.out)["objections"]] == ["not-readable"]
    data = json.loads(clerk.does("check", clerk.writes("draft.yaml", LETTER), "--json"))
    assert data["objections"] == [] and data["to_sign"] == ["tolunay.example/president", "tolunay.example/secretary"]


def test_a_reader_who_closes_the_pipe_early_meets_no_traceback(clerk: Clerk) -> None:
    held = {**os.environ, "XDG_STATE_HOME": str(clerk.folder / "state")}
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, "show", "0", "--record", str(clerk.record)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=held,
    )
    assert program.stdout is not None and program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    said = program.stderr.read().decode()
    program.stderr.close()
    program.wait(30)
    assert "Traceback" not in said and "fault in qurultay" not in said


def test_a_founding_cannot_be_laid_down_twice_or_with_names_left_open(clerk: Clerk, newcomer: Clerk) -> None:
    assert "a record is founded once" in clerk.refused("check", clerk.house / "founding.yaml")


def test_what_was_left_as_it_was_in_the_founding_is_told_with_its_line(newcomer: Clerk) -> None:
    newcomer.begins()
    page = newcomer.house / "founding.yaml"
    page.write_text(
        page.read_text()
        .replace("Founding of Tolunay", "TITLE OF THE FOUNDING")
        .replace("Marat Kesh", "NAME OF THE SECRETARY")
    )
    said = newcomer.refused("check", page).splitlines()
    assert len(said) == 2 and all("is as it was when the house was begun" in line for line in said)
    assert re.match(r"founding.yaml, line \d+: title.en", said[0]) and re.match(
        r"founding.yaml, line \d+: name.person-3.en", said[1]
    )
    page.write_text(page.read_text().replace("label: tolunay.example", "label: other.example"))
    assert "this house's gate key is named tolunay.example/gate" in newcomer.refused("check", page)
