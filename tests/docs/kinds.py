"""The page on the kinds of acts, made from the kinds themselves: their docstrings, their fields, the law's tables."""

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, Union

from qurultay.acts import forms
from qurultay.acts.classes import CARETAKER, CASES, SEVERITY, TRANSITION
from qurultay.acts.correcting import CORRECTABLE
from qurultay.acts.edges import EDGES, MAY_AMEND
from qurultay.acts.forms import Between, Form
from qurultay.acts.kinds import CHAPTERS, UPCASTS, VERSIONS, Always, Never, Without, kind_of
from qurultay.acts.rules import HOLDER, Rules
from tests.hall import rules

_RULES = re.compile(r"\s*\([^()]*(?:\b[RTACGV][0-9]+\b|design|register law|record format|§)[^()]*\)")
"""References to the law's own numbering, which is for those who read the code."""
_MOST = 2**53 - 1
_SPELLING = """\
Each word has one spelling: the whole of it fits the expression, which means the same in every dialect that has `(?!…)`.
*Text* is any string. *A day* is `YYYY-MM-DD`, in the calendar, of the years 1000 to 8999."""


def classes() -> str:
    """The cases with the class, the persons and the hold that the shipped rules give them."""
    head = ["| case | class | persons | besides | hold | transition | caretaker |", "|---|---|---|---|---|---|---|"]
    rows = [
        f"| `{case}` | {class_} | {_persons(case)} | {_besides(case)} | {_hold(case, class_)} | {_yes(case in TRANSITION)} | {_yes(case in CARETAKER)} |"
        for case, (class_, _) in CASES.items()
    ]
    return "\n".join([*head, *rows, ""])


def acts() -> str:
    """Every chapter with its kinds, then the values inside them, then what may amend what."""
    chapters = [
        f"## {name.capitalize()}\n\n" + "\n".join(_kind(body) for body in bodies) for name, bodies in CHAPTERS.items()
    ]
    values = "## Values inside acts\n\n" + "\n".join(_value(cls) for cls in _values())
    return "\n".join([*chapters, values, _spelling(), _amending()])


def _kind(body: type) -> str:
    name = kind_of(body)
    lines = [f"### {name}", "", _words(body), "", *_facts(name), "", *_fields(body), ""]
    return "\n".join(lines)


def _value(cls: type) -> str:
    return "\n".join([f"### {cls.__name__}", "", _words(cls), "", *_fields(cls), ""])


def _words(cls: type) -> str:
    """The docstring in paragraphs, without references to the law's numbering."""
    said = without_law(typing.cast(str, cls.__doc__))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in said.split("\n\n"))


def without_law(said: str) -> str:
    """The words without references to the law's numbering.

    >>> without_law("Being elected is not being in office (A6).")
    'Being elected is not being in office.'
    """
    return _RULES.sub("", said)


def _facts(kind: str) -> list[str]:
    """Class, who amends it, version."""
    facts = [f"- Version {VERSIONS[kind]}.", *_earlier(kind)]
    cases = [case for case in CASES if case.split("/")[0] == kind]
    if kind == "confirmed":
        facts.append("- Cases: those of the acts it confirms; of a notice, `confirmed/notice`.")
    elif kind == "repealed":
        facts.append("- Case: `adopted`.")
    elif cases:
        facts.append(f"- {'Case' if len(cases) == 1 else 'Cases'}: {', '.join(f'`{case}`' for case in cases)}.")
    else:
        facts.append("- Case: none; every key it enrols for signing signs it.")
    by = [each for each, kinds in MAY_AMEND.items() if kind in kinds]
    corrected = ", ".join(f"`{field}`" for field in (*CORRECTABLE.get(kind, ()), "parts"))
    said = [f"`corrected` ({corrected})" if each == "corrected" else f"`{each}`" for each in by]
    facts.append(f"- May be named by: {', '.join(said)}." if said else "- May be named by no amending act.")
    return facts


def _earlier(kind: str) -> list[str]:
    """What older versions of the kind could not say, or always said: all that the functions which lift them ask."""
    found = []
    for version in range(1, VERSIONS[kind]):
        match UPCASTS[kind, version]:
            case Without(fields=fields):
                found.append(f"- Version {version} has no {_listed(fields)}.")
            case Always(field=field):
                found.append(f"- Version {version} always has `{field}`.")
            case Never(field=field, choice=choice):
                found.append(f"- In version {version}, `{field}` is never `{choice}`.")
            case other:
                raise AssertionError(f"the page cannot say what {other!r} asks")
    return found


def _listed(fields: Sequence[str]) -> str:
    named = [f"`{field}`" for field in fields]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _fields(cls: type) -> list[str]:
    hints = typing.get_type_hints(cls, include_extras=True)
    rows = [
        f"| `{each.name.rstrip('_')}` | {_shape(hints[each.name])} | {_default(each.default)} |"
        for each in dataclasses.fields(cls)
    ]
    return ["| field | what stands there | left out |", "|---|---|---|", *rows]


def _default(default: Any) -> str:
    if default is dataclasses.MISSING:
        return "never"
    if default is None:
        return "where it says nothing"
    return "if empty" if default == () else f"if `{default}`"


def _shape(hint: Any) -> str:
    """What a field holds, in words."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _shape(next(a for a in arguments if a is not type(None)))
    if origin is Literal:
        return " · ".join(f"`{each}`" for each in arguments)
    if origin is tuple:
        return f"a list, each {_shape(arguments[0])}"
    if origin is typing.Annotated:
        return _between(arguments[1]) if isinstance(arguments[1], Between) else _example(arguments[1].called)
    if dataclasses.is_dataclass(hint):
        name = typing.cast(type, hint).__name__
        return f"[{name}](#{name.lower()})"
    return {date: "a day", str: "text", int: "a whole number"}[hint]


def _between(form: Between) -> str:
    return f"a whole number from {form.least}" + (f" to {form.most}" if form.most != _MOST else "")


def _example(called: str) -> str:
    """The words for a shape, its examples in code.

    >>> _example("a language code such as en, ug or kk")
    'a language code such as `en`, `ug` or `kk`'
    """
    words, such_as, examples = called.partition(" such as ")
    return words + such_as + re.sub(r"[^\s,]+(?<!\bor)(?=,|\s|$)", r"`\g<0>`", examples)


def _spelling() -> str:
    """How each small word is written: the shapes of `acts.forms`, with the names of what recurs in them."""
    named = {"SLUG": forms.SLUG, "LABEL": forms.LABEL, "ACT": forms.ACT}
    shapes = {form.called: form.pattern for hint in vars(forms).values() for form in _forms(hint)}
    for name, pattern in reversed(named.items()):
        shapes = {called: shape.replace(pattern, name) for called, shape in shapes.items()}
    widest = max(map(len, shapes))
    rows = [f"{called:{widest}}  {_plain(shape)}" for called, shape in {**named, **shapes}.items()]
    return "\n".join(["## Spelling", "", _SPELLING, "", "```", *rows, "```", ""])


def _forms(hint: Any) -> list[Form]:
    return [each for each in typing.get_args(hint)[1:] if isinstance(each, Form)]


def _plain(pattern: str) -> str:
    """The expression without marks that only say that a group is not kept."""
    return pattern.replace("(?:", "(")


def _values() -> list[type]:
    """The dataclasses inside bodies, in the order in which they are met."""
    found: dict[type, None] = {}
    for bodies in CHAPTERS.values():
        for body in bodies:
            for each in _inside(body):
                found.setdefault(each)
    return list(found)


def _inside(cls: type) -> Iterator[type]:
    for hint in typing.get_type_hints(cls, include_extras=True).values():
        for each in _parts(hint):
            if dataclasses.is_dataclass(each):
                yield typing.cast(type, each)
                yield from _inside(typing.cast(type, each))


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    if typing.get_origin(hint) not in (Literal, typing.Annotated):
        for each in typing.get_args(hint):
            yield from _parts(each)


def _persons(case: str) -> str:
    row = rules().row(case)
    assert row is not None
    return "the holder alone" if row.posts == (HOLDER,) else str(row.needs)


def _besides(case: str) -> str:
    row = rules().row(case)
    assert row is not None
    said = ["one more, presiding or teller"] if row.also else []
    return ", ".join(said + (["keepers"] if row.keepers else []))


def _hold(case: str, class_: str) -> str:
    """How long an act of the case waits; the announcement of another is itself a notice."""
    hours = {name: _default_of(f"hold_hours_{name}") for name in ("ordinary", "grave", "entrenched")}
    told = {"notice": "none", "ordinary": f"{hours['ordinary']} hours", "grave": f"{hours['grave'] // 24} days"}
    assert set(told) | {"entrenched", "recovery"} == set(SEVERITY)
    announced = f"{hours['entrenched'] // 24} days, announced"
    return "none" if case.startswith("announced") else told.get(class_, announced)


def _default_of(field: str) -> int:
    return next(int(each.default) for each in dataclasses.fields(Rules) if each.name == field)  # type: ignore[arg-type]


def _yes(held: bool) -> str:
    return "yes" if held else ""


def _amending() -> str:
    """Both tables of amending."""
    whats = list(dict.fromkeys(what for _, what in EDGES))
    rows = [
        f"| `{edge}` | " + " | ".join(EDGES[edge, what] for what in whats) + " |"
        for edge in dict.fromkeys(edge for edge, _ in EDGES)
    ]
    told = [f"- `{kind}` may name: {', '.join(f'`{k}`' for k in sorted(kinds))}." for kind, kinds in MAY_AMEND.items()]
    head = f"| what hangs on the act | {' | '.join(whats)} |\n|{'---|' * (len(whats) + 1)}"
    return "\n".join(
        [
            "## What may amend what",
            "",
            *told,
            "",
            "Nothing falls by inference. What hangs on an act that is amended is shown so, relation by relation:",
            "",
            head,
            *rows,
            "",
        ]
    )
