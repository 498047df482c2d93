"""No number in the counting of votes is a float: the sources are read, and a float in them is found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

COUNTING = Path(__file__).resolve().parents[2] / "src/qurultay/counting"
SOURCES = sorted(COUNTING.rglob("*.py"))

# `math` makes floats nearly everywhere; these of it stay whole.
WHOLE = {"comb", "gcd", "isqrt", "lcm", "perm", "prod", "factorial"}
NEVER = {"float", "complex", "round", "decimal", "statistics", "random", "cmath"}


def floats(tree: ast.AST) -> Iterator[str]:
    """Where a float comes in: a literal, a call, a module, or a division of what may be two integers."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"line {node.lineno}: the literal {node.value}"
            case ast.Name(id=name) if name in NEVER - {"decimal"}:
                yield f"line {node.lineno}: {name}"
            case ast.Import(names=names) if {each.name for each in names} & (NEVER | {"math"}):
                yield f"line {node.lineno}: import of {[each.name for each in names]}"
            case ast.ImportFrom(module=module, names=names):
                if module in NEVER or (module == "math" and {each.name for each in names} - WHOLE):
                    yield f"line {node.lineno}: import from {module}"
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                yield f"line {node.lineno}: true division; write Fraction(a, b) or a // b"
            case ast.BinOp(op=ast.Pow(), right=ast.UnaryOp(op=ast.USub())):
                yield f"line {node.lineno}: a negative power"
            case ast.Attribute(attr=attr) if "float" in attr or attr in ("true_divide", "divide", "mean", "sqrt"):
                yield f"line {node.lineno}: {attr}"


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(COUNTING)) for path in SOURCES])
def test_nothing_in_the_package_makes_a_float(path: Path) -> None:
    assert list(floats(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "written",
    [
        "x = 0.5",
        "x = float(y)",
        "x = a / b",
        "x /= 2",
        "import math",
        "from math import sqrt",
        "from statistics import mean",
        "import random",
        "x = round(y)",
        "x = 10 ** -2",
        "x = y.astype('f').mean()",
        "x = numpy.float64(2)",
        "x = 1j",
    ],
)
def test_a_float_is_found(written: str) -> None:
    assert list(floats(ast.parse(written))) != []
