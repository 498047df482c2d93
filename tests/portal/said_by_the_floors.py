"""Every sentence that the floors below the portal say no with, read off their source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import qurultay

SOURCE = Path(qurultay.__file__).parent
MET = (
    "acts/act.py", "acts/correcting.py", "acts/founding_law.py", "acts/kinds.py", "acts/law_of_recovery.py", "acts/muster.py",
    "acts/parts.py", "acts/law.py", "acts/law_of_amending.py", "acts/law_of_annulment.py", "acts/law_of_correcting.py", "acts/law_of_keys.py",
    "acts/law_of_meetings.py", "acts/law_of_names.py", "acts/law_of_office.py", "acts/law_of_quorum.py",
    "acts/law_of_texts.py", "acts/law_of_votes.py", "acts/law_of_withholding.py", "acts/schema.py", "acts/forms.py",
    *(f"record/{name}.py" for name in (
        "archives", "errors", "authority", "elections", "folder", "heads", "heads_judged", "holdings", "intact", "inventory", "layout",
        "parts", "signers", "soundness", "source", "store", "unentered", "verify", "zipped",
    )), "record/judging.py",
    *(f"tlog/{name}.py" for name in (
        "armour", "canonical", "checkpoint", "cosignature", "edwards", "keys", "note", "policy", "proof", "tiles", "tree",
        "webauthn",
    )),
    "gazette/desk.py", "gazette/draft_acts.py", "gazette/gate.py", "gazette/laying_down.py", "gazette/preflight.py",
    "gazette/publishing.py", "gazette/waiting.py", "gazette/wholeness.py",
    "press/draft_act.py", "press/draft_fields.py", "press/drafts.py", "press/files.py", "press/plain_text.py",
    "press/provision_text.py", "press/refusal.py", "press/yaml_faults.py",
    "press/docx_file.py", "press/metadata.py", "press/pdf_file.py", "press/source_file.py", "press/zipped_parts.py", "press/importer/source.py",
    *(f"press/preflight/{path.name}" for path in sorted((SOURCE / "press/preflight").glob("*.py")) if path.name != "codes.py"),
)  # fmt: skip
"""Where the sentences stand that somebody meets who writes, signs, publishes or verifies acts."""

_SAYS = {
    "Breach": (1,), "Objection": (1,), "Broken": (2,), "Refused": (1,), "Sentence": (0,), "Refusal": (1, 2),
    "finding": (3, 4), "about": (1, 2), "_Bad": (0,), "Form": (1,), "__init__": (2,),
    "refusal": (0, 1), "get": (1,),
}  # fmt: skip
"""Which arguments of a call are sentences; of a `finding`, where it stands counts for two."""
_NAMED = ("_MEND", "what", "mend", "reason", "why", "sentence", "pattern", "found", "again")
_TABLES = ("_FAULTS", "_REFUSED")


def said_in(name: str) -> set[str]:
    """The patterns of the sentences in a module; plain words with their braces doubled, as a `Sentence` keeps them."""
    return set(_said(ast.parse((SOURCE / name).read_text("utf-8"))))


def places_of(pattern: str) -> set[str]:
    """The names of the places in a pattern."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "KEY_TYPES" and node.value:
            told = (
                each.elts[1] for each in ast.walk(node.value) if isinstance(each, ast.Tuple) and len(each.elts) == 2
            )
            yield from (each.value for each in told if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id in _NAMED:
                yield from _words(node.value, bare=node.targets[0].id != "pattern")
            elif node.targets[0].id in _TABLES:
                for row in ast.literal_eval(node.value):
                    yield from (_doubled(words) for words in row[1:])


def _in_call(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name == "get" and getattr(getattr(call.func, "value", None), "id", "") != "why":
        return
    wide = [each for each in call.args for _ in range(2 if isinstance(each, ast.Starred) else 1)]
    for at in _SAYS.get(name, ()):
        if at < len(wide):
            yield from _words(wide[at], bare=name != "Sentence" and not call.keywords)
    if name == "Finding":
        for each in call.keywords:
            if each.arg in ("reason", "mend"):
                yield from _words(each.value, bare=True)


def _words(node: ast.expr, *, bare: bool) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _words(node.body, bare=bare)
        yield from _words(node.orelse, bare=bare)
    elif isinstance(node, ast.Dict):
        for each in node.values:
            yield from _words(each, bare=bare)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield _doubled(node.value) if bare else node.value


def _doubled(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")
