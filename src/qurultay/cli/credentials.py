"""Credential sheets for a session: who sits, by the record; and codes, which come from a file and go nowhere else."""

import csv
import io
from pathlib import Path

from qurultay.acts.convening import Convened
from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded
from qurultay.press.refusal import Refusal
from qurultay.press.setting.certificate import Credential, credentials
from qurultay.press.setting.labels import labels
from qurultay.press.setting.original import Original
from qurultay.press.setting.sheet import Sheet

MOST_CODES = 4 * 1024 * 1024


def sheets_for(original: Original, codes: Path | None) -> Sheet:
    """A page for each filled seat of the body that is called. Raises `Refusal` for another kind of act."""
    body = original.body
    if not isinstance(body, Convened):
        raise Refusal(
            "the act", f"it is {original.act.kind} and calls no session", "name the act that calls the session"
        )
    language = original.tongues[0]
    held = _codes(codes) if codes is not None else {}
    found = {}
    for seat in original.book.filled(body.body, body.opens):
        number = seat.id.partition("/")[2]
        tenure = original.book.holder(seat.id, body.opens)
        name, code = held.pop(number, ("", ""))
        public = original.named(tenure.person, language) if tenure is not None else ""
        found[int(number)] = Credential(
            name=name or public.strip(),
            place=labels(language).say("seat", number=number),
            code=code,
            community=original.name(seat.community, language),
            body=original.name(seat.body, language),
        )
    if held:
        raise Refusal(f"{codes}", f"seat {min(held)} is not filled on {body.opens}", "correct the row, or take it away")
    if not found:
        raise Refusal("the session", f"no seat of {body.body} is filled on {body.opens}", "enter the election first")
    return credentials(original, found, language)


def _codes(path: Path) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(decoded(read_bounded(path, MOST_CODES, path.name), path.name), newline=""))
    if not {"seat", "code"} <= set(rows.fieldnames or ()):
        raise Refusal(
            f"{path.name}, line 1", "there are no columns `seat` and `code`", "name the columns in the first line"
        )
    return {
        (row["seat"] or "").strip().removeprefix("seat/"): (
            (row.get("name") or "").strip(),
            (row["code"] or "").strip(),
        )
        for row in rows
    }
