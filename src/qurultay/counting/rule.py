"""By which rule is counted? A rule is a value with a name, a version and parameters, and says all that decides.

A *method* is the code that can count; each stands in a module of `qurultay.counting.rules`, which offers `METHODS`. A
`Rule` is a method with its parameters chosen: what a body adopts, what a call for an election names, what a transcript
quotes. A method whose result could differ in a single case gets a new version; the old one stays.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

from qurultay.counting.contest import Contest
from qurultay.counting.guarantee import Guarantee
from qurultay.counting.lots import Lots
from qurultay.counting.profile import Kind, Profile
from qurultay.counting.refusal import Uncountable
from qurultay.counting.stages import Stage
from qurultay.counting.ties import Tie
from qurultay.tlog import canonical


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A method, its version and its parameters.

    >>> rule_named("scottish").line().decode()
    '{"name":"scottish","parameters":{"ties":"backward-recursive"},"version":1}'
    """

    name: str
    version: int = 1
    parameters: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it."""
        return {"name": self.name, "version": self.version, "parameters": dict(self.parameters)}

    def line(self) -> bytes:
        """The rule in canonical JSON."""
        return canonical.encode(self.as_data())


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What may be chosen in a rule: the default, the pattern of all allowed values, and what it means."""

    default: str
    pattern: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that a count depends on."""

    contest: Contest
    profile: Profile
    rule: Rule
    lots: Lots | None = None
    guarantee: Guarantee | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a method found. `elected` is in order; a list appears in it once for each of its seats.

    `decimals` is how many the amounts have, None where they are fractions. An `unresolved` tie ended the count early:
    then `elected` are those for whom it no longer matters.
    """

    stages: tuple[Stage, ...]
    elected: tuple[str, ...]
    unresolved: Tie | None = None
    decimals: int | None = 0


@dataclass(frozen=True, kw_only=True)
class Method:
    """A way to count: what it is called, what it takes, the text it follows, and against what it was validated.

    `seats` is "one" for rules that fill a single seat. `kinds` are the ballots it takes. `validated_against` names
    published results or other people's programs that it was compared with, never our own tests alone; empty, it says so.
    `lists` says that candidates may be lists, which can have many seats each.
    """

    name: str
    version: int = 1
    title: str
    text: str
    kinds: frozenset[Kind]
    seats: Literal["one", "several"]
    count: Callable[[Question], Result]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    validated_against: tuple[str, ...] = ()
    guarantees: bool = False
    lists: bool = False

    def rule(self, **chosen: str) -> Rule:
        """The method as a rule, with these parameters and the defaults of the others."""
        if strange := sorted(set(chosen) - set(self.parameters)):
            known = ", ".join(self.parameters) or "none"
            raise Uncountable(f"the rule {self.name}", f"it has no parameter {strange[0]!a}", f"it has {known}")
        for name, value in chosen.items():
            if not re.fullmatch(self.parameters[name].pattern, value):
                meaning = self.parameters[name].meaning
                raise Uncountable(f"the rule {self.name}", f"{name} cannot be {value[:60]!a}", f"give {meaning}")
        values = {name: chosen.get(name, each.default) for name, each in self.parameters.items()}
        return Rule(name=self.name, version=self.version, parameters=values)


@cache
def methods() -> Mapping[str, Method]:
    """Every method by name, gathered from the modules of `qurultay.counting.rules`."""
    from qurultay.counting import rules

    found = [method for each in iter_modules(rules.__path__) for method in _offered(each.name)]
    return {method.name: method for method in sorted(found, key=lambda method: method.name)}


def _offered(module: str) -> tuple[Method, ...]:
    offered: tuple[Method, ...] = import_module(f"qurultay.counting.rules.{module}").METHODS
    return offered


def method_of(rule: Rule) -> Method:
    """The code for a rule. Raises `Uncountable` for a name, a version or parameters that are not known here."""
    known = methods()
    if rule.name not in known:
        raise Uncountable(f"the rule {rule.name[:60]!a}", "no such rule is known", f"take one of {', '.join(known)}")
    method = known[rule.name]
    if rule.version != method.version:
        what = f"its version {rule.version} is not known, but {method.version} is"
        raise Uncountable(f"the rule {rule.name}", what, "count it with the software that knows it")
    if method.rule(**rule.parameters) != rule:
        raise Uncountable(f"the rule {rule.name}", "not all of its parameters are given", "name every one of them")
    return method


def rule_named(name: str, **chosen: str) -> Rule:
    """The rule of that name, with these parameters and the defaults of the others."""
    known = methods()
    if name not in known:
        raise Uncountable(f"the rule {name[:60]!a}", "no such rule is known", f"take one of {', '.join(known)}")
    return known[name].rule(**chosen)


def fraction(value: str) -> Fraction:
    """A parameter that is a share, such as `1/20` or `0`."""
    return Fraction(value)
