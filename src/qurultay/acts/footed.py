"""The register's pages as an act sees them while it is read: as of just before it, with every spot noted.

The acts' own chapters (`offices`, `keyring`, `texts` …) read and write these as they do the plain pages. What was
written is put on the plain pages by `show` when all reading is done.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from operator import itemgetter
from typing import Any

from qurultay.acts.act import Entry
from qurultay.acts.book import Register, TextState
from qurultay.acts.footing import ENTRY, LENGTH, Footing, Spot

ENTRIES = (
    "organisations", "posts", "seats", "keepers", "assigned", "designated", "keys", "sessions", "elections",
    "observances", "questions",
)  # fmt: skip
"""Pages on which one value stands under a key."""
LISTS = ("tenures", "key_rings", "materials")
"""Pages on which a list of values stands under a key."""
ENDINGS = ("calls", "commitments")
"""Pages of which an adopted text decides only the end; letters, replies and reports write the rest, once and for all."""
ONCE = ("weighty", "not_adopted", "suspensions")
"""Lists of acts that stand there whatever came later."""
SAID = ("fallen", "standing")
"""What later acts said of an act: the same at whatever number it is asked."""
Page = dict[Any, Any]
Add = Callable[[Register, Entry], None]


class Entries:
    """A page of values by key."""

    def __init__(self, footing: Footing, name: str, page: Page) -> None:
        self.footing, self.name, self.page = footing, name, page

    def get(self, key: Hashable, default: Any = None) -> Any:
        found = self.footing.see((self.name, key, ENTRY))
        return default if found is None else found

    def __getitem__(self, key: Hashable) -> Any:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: Hashable) -> bool:
        return self.get(key) is not None

    def __setitem__(self, key: Hashable, value: Any) -> None:
        self.footing.write((self.name, key, ENTRY), value)

    def pop(self, key: Hashable, default: Any = None) -> Any:
        found = self.get(key, default)
        self.footing.write((self.name, key, ENTRY), None)
        return found

    def __ior__(self, more: Mapping[Any, Any]) -> "Entries":
        for key, value in more.items():
            self[key] = value
        return self

    def show(self, key: Any, index: int, value: Any) -> None:
        """Put on the plain page what stands on a spot after all acts."""
        if value is None:
            self.page.pop(key, None)
        else:
            self.page[key] = value


class Column(Sequence[Any]):
    """One list on a page of lists."""

    def __init__(self, footing: Footing, name: str, key: Hashable) -> None:
        self.footing, self.name, self.key = footing, name, key

    def __len__(self) -> int:
        return self.footing.see((self.name, self.key, LENGTH)) or 0

    def __getitem__(self, index: Any) -> Any:
        found = self.footing.see((self.name, self.key, index + len(self) if index < 0 else index))
        if found is None:
            raise IndexError(index)
        return found

    def __setitem__(self, index: int, value: Any) -> None:
        self.footing.write((self.name, self.key, index + len(self) if index < 0 else index), value)

    def append(self, value: Any) -> None:
        self[len(self)] = value
        self.footing.write((self.name, self.key, LENGTH), len(self) + 1)


class Lists(Entries):
    """A page of lists by key."""

    def get(self, key: Hashable, default: Any = None) -> Any:
        return Column(self.footing, self.name, key)

    setdefault = get

    def show(self, key: Any, index: int, value: Any) -> None:
        """As above; a list is shown from its lowest index to its highest, and its length last."""
        held = self.page.setdefault(key, [])
        if index == LENGTH:
            del held[value or 0 :]
        elif value is not None:
            held[index : index + 1] = [value]
        if not held:
            del self.page[key]


class Endings(Entries):
    """Calls or pledges: what an act notes of them is whether and how they ended."""

    def get(self, key: Hashable, default: Any = None) -> Any:
        found = super().get(key)
        return default if found is None else replace(self.page[key], ended=found[0], ended_how=found[1])

    def __setitem__(self, key: Hashable, value: Any) -> None:
        self.page.setdefault(key, value)
        super().__setitem__(key, (value.ended, value.ended_how))

    def show(self, key: Any, index: int, value: Any) -> None:
        """As above."""
        held = self.page[key]
        if (held.ended, held.ended_how) != value:
            self.page[key] = replace(held, ended=value[0], ended_how=value[1])


class Provisions(Entries):
    """The provisions of one text by label; which labels there are never changes."""

    def __init__(self, footing: Footing, number: int, page: Page) -> None:
        super().__init__(footing, "texts", page)
        self.number = number

    def get(self, key: Hashable, default: Any = None) -> Any:
        return super().get((self.number, key), default)

    def __setitem__(self, key: Hashable, value: Any) -> None:
        super().__setitem__((self.number, key), value)

    def values(self) -> list[Any]:
        return [self[label] for label in self.page]


class Texts(Entries):
    """The page of texts, each with its provisions in spots of their own."""

    def get(self, key: Any, default: Any = None) -> Any:
        text = super().get(key)
        return default if text is None else replace(text, provisions=Provisions(self.footing, key, text.provisions))

    def __setitem__(self, key: Any, text: TextState) -> None:
        given: Any = text.provisions
        if isinstance(given, Provisions):
            super().__setitem__(key, replace(text, provisions=given.page))
            return
        held = self.page.setdefault(key, text).provisions
        super().__setitem__(key, replace(text, provisions=held))
        spots = Provisions(self.footing, key, held)
        for label, provision in given.items():
            spots[label] = provision

    def show(self, key: Any, index: int, value: Any) -> None:
        """As above, of a text or of a provision."""
        if isinstance(key, tuple):
            number, label = key
            self.page[number].provisions[label] = value
        else:
            self.page[key] = value


class Taken:
    """Who took office on what."""

    def __init__(self, footing: Footing, name: str, page: set[Any]) -> None:
        self.footing, self.name, self.page = footing, name, page

    def add(self, each: Hashable) -> None:
        self.footing.write((self.name, each, ENTRY), True)

    def show(self, key: Any, index: int, value: Any) -> None:
        """As above."""
        (self.page.add if value else self.page.discard)(key)


class Said:
    """What later acts said of acts: nobody writes it while acts are read, and everybody sees all of it.

    It is never empty, so that an act is asked about its signers also while nothing has fallen, and can be asked again.
    """

    def __init__(self, footing: Footing, name: str, page: Page) -> None:
        self.footing, self.name, self.page = footing, name, page

    def get(self, key: Hashable, default: Any = None) -> Any:
        self.footing.see((self.name, key, ENTRY))
        return self.page.get(key, default)

    def __getitem__(self, key: Hashable) -> Any:
        self.footing.see((self.name, key, ENTRY))
        return self.page[key]

    def __contains__(self, key: Hashable) -> bool:
        self.footing.see((self.name, key, ENTRY))
        return key in self.page


class Once:
    """A list of the acts of some kind in order: an act that is read again stands there already."""

    def __init__(self, page: list[int]) -> None:
        self.page = page

    def append(self, number: int) -> None:
        if not self.page or self.page[-1] < number:
            self.page.append(number)


class OnceByKey:
    """The same, by key."""

    def __init__(self, page: dict[str, list[int]]) -> None:
        self.page = page

    def setdefault(self, key: str, default: list[int]) -> Once:
        return Once(self.page.setdefault(key, default))


class Footed:
    """The pages of a register with their footing, and the register as acts see it while they are read."""

    def __init__(self, book: Register) -> None:
        footing = self.footing = Footing()
        self.pages: dict[str, Any] = {name: Entries(footing, name, getattr(book, name)) for name in ENTRIES}
        self.pages |= {name: Lists(footing, name, getattr(book, name)) for name in LISTS}
        self.pages |= {name: Endings(footing, name, getattr(book, name)) for name in ENDINGS}
        self.pages |= {name: Said(footing, name, getattr(book, name)) for name in SAID}
        self.pages |= {name: Once(getattr(book, name)) for name in ONCE}
        self.pages["done_in"] = OnceByKey(book.done_in)
        self.pages["texts"] = Texts(footing, "texts", book.texts)
        self.pages["taken"] = Taken(footing, "taken", book.taken)
        self.pages["rules_history"] = Lists(footing, "rules_history", {"": book.rules_history})
        plain = {each.name: getattr(book, each.name) for each in fields(book)}
        rules = self.pages["rules_history"].get("")
        self.view = Register(**plain | self.pages | {"rules_history": rules})

    def read(self, entry: Entry, add: Add) -> list[Spot]:
        """Read an act as of its number; the spots that it leaves otherwise than before."""
        self.footing.begin(entry.number)
        add(self.view, entry)
        return self.footing.end()

    def show(self, spots: Iterable[Spot]) -> None:
        """Put on the plain pages what stands on some spots after all acts."""
        for spot in sorted(spots, key=itemgetter(2)):
            name, key, index = spot
            self.pages[name].show(key, index, self.footing.last(spot))
