"""Lets a program of 2020 run on a newer Python: what has moved, or gone, since then."""

import asyncio
import collections
import collections.abc
import gettext
import types

for name in collections.abc.__all__:
    setattr(collections, name, getattr(collections.abc, name))
asyncio.coroutine = types.coroutine
_translation = gettext.translation
gettext.translation = lambda *asked, codeset=None, **named: _translation(*asked, **named)
