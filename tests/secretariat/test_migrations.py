"""The rows of a house that is in use come to be as the models say, and no change of a model is forgotten."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.conftest import REPOSITORY

OURS = ("door", "roll", "desk", "chamber")


@pytest.fixture
def as_in_use(settings) -> None:
    """The tests make rows straight from the models; a house in use is led there step by step."""
    settings.MIGRATION_MODULES = {}


def test_every_change_of_a_model_has_its_migration(as_in_use) -> None:
    before = MigrationLoader(None).project_state()
    changes = MigrationAutodetector(before, ProjectState.from_apps(apps)).changes(graph=MigrationLoader(None).graph)
    missing = [str(each) for app in OURS for made in changes.get(app, ()) for each in made.operations]
    assert missing == [], "a model has changed; write its migration with makemigrations"


LEAD = """
import django
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {}
django.setup()
call_command("migrate", verbosity=0)
"""


def test_an_empty_house_is_led_to_the_tables_of_the_models(tmp_path: Path) -> None:
    told = {"OWN_HOUSE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.secretariat.own_house"}
    subprocess.run([sys.executable, "-c", LEAD], env=os.environ | told, cwd=REPOSITORY, check=True)
    with closing(sqlite3.connect(tmp_path / "secretariat.sqlite3")) as rows:
        tables = {name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    wanted = {model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()}
    assert len(wanted) > 20
    assert sorted(wanted - tables) == []


def test_the_migrations_of_the_rooms_point_downward_as_their_imports_do(as_in_use) -> None:
    floors = {"door": 0, "roll": 1, "desk": 2, "chamber": 3}
    loader = MigrationLoader(None)
    strays = [
        (str(name), str(parent))
        for name, made in loader.disk_migrations.items()
        if name[0] in floors
        for parent in made.dependencies
        if floors.get(parent[0], -1) > floors[name[0]]
    ]
    assert strays == []
