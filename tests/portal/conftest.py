"""What the tests of the portal share: its scripts, run without a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/qurultay/portal/static"
Page = Callable[..., dict[str, Any]]


@pytest.fixture
def page(tool: Callable[[str], Path], tmp_path: Path) -> Page:
    """The scripts of a page opened from a folder with these files, asked `fold=[…]`, `search=[…]` and so on."""
    node = tool("node")

    def ask(files: Mapping[str, bytes], **asked: Any) -> dict[str, Any]:
        for name, data in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
        said = subprocess.run(
            [node, Path(__file__).with_name("page.js"), STATIC, tmp_path],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr.decode()
        answer: dict[str, Any] = json.loads(said.stdout)
        return answer

    return ask
