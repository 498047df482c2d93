"""OpenSlides 3.3 with a sitting in it, run by an environment of its own: `peer_chamber.py FOLDER DELEGATES MOTIONS POLLS`.

Makes its database, accounts that have come in and are present, motions, and polls by name that have started; prints their
cookies and the polls' numbers as JSON. Then `python -m openslides start` serves the folder.
"""

import json
import sys
from pathlib import Path


def main(folder: str, delegates: int, motions: int, polls: int) -> None:
    """Fills a new folder."""
    import django
    from openslides.utils.main import setup_django_settings_module, write_settings
    from openslides.utils.startup import run_startup_hooks

    path = write_settings(folder, "settings.py", openslides_user_data_dir=repr(folder), debug="False")
    setup_django_settings_module(str(path))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    run_startup_hooks()
    print(json.dumps({"cookies": _accounts(delegates), "polls": _motions(motions, polls)}))


def _accounts(count: int) -> list[str]:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth.models import Permission
    from openslides.users.models import Group, User

    group = Group(name="crowd")
    group.save(skip_autoupdate=True)
    group.permissions.add(*Permission.objects.filter(codename="can_see", content_type__app_label="motions"))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    cookies = []
    for number in range(count):
        user = User(username=f"crowd-{number}", is_present=True)
        user.set_unusable_password()
        user.save(skip_autoupdate=True)
        user.groups.add(group)
        session = store()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        cookies.append(session.session_key)
    return cookies


def _motions(count: int, polls: int) -> list[int]:
    from openslides.motions.models import Motion, Workflow

    rows = []
    for number in range(count):
        text = f"<p>That the assembly open a school in district {number}. " + "It shall teach in every language. " * 48
        title = f"On the schools of district {number}"
        motion = Motion(title=title, text=text, state=Workflow.objects.first().first_state)
        motion.save(skip_autoupdate=True)
        rows.append(motion)
    return [_poll(motion) for motion in rows[:polls]]


def _poll(motion: object) -> int:
    from openslides.motions.models import MotionPoll
    from openslides.users.models import Group

    poll = MotionPoll(
        motion=motion, title="vote", type="named", pollmethod="YNA", state=2, onehundred_percent_base="YNA",
        majority_method="simple",
    )  # fmt: skip
    poll.save(skip_autoupdate=True)
    poll.groups.add(Group.objects.get(name="crowd"))
    poll.create_options()
    return poll.pk


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), *map(int, sys.argv[2:]))
