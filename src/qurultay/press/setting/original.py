"""What a paper is made from: one act with its words, from the record, the desk or a draft, and who is called what.

A paper never knows the number of its act: signatures gather and a hold runs before there is one. It bears the act's
`id`, drawn at drafting, which is its short code, and carries the act's body inside, so that a reader can hold both
against the record (design §3a.14). Its parts it cannot carry: the paper is one of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from qurultay.acts import schema
from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.kinds import Body
from qurultay.acts.parts import name_part
from qurultay.press.bidi import direction
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import SPOKEN, labels
from qurultay.press.setting.marks import qr
from qurultay.press.setting.sheet import Attached, Foot, Head, Name, Paper, Signed
from qurultay.tlog import canonical

Named = Callable[[str, str], str]
"""A name of somebody or something in a language; empty where none is public."""
Said = Callable[[int, str], str]
"""The words of a part of an earlier act, such as `title.en`; empty where there are none."""
ATTACHED = "act.json"


@dataclass(frozen=True, kw_only=True)
class Original:
    """An act before it is set, and everything said of it that stands on the paper."""

    act: Act
    words: Mapping[str, str]
    named: Named
    said: Said
    book: Register
    languages: tuple[str, ...]
    stamp: bool = False
    emblem: str = ""
    paper: Paper = "a4"
    chosen: tuple[str, ...] = field(default=())

    @property
    def body(self) -> Body:
        """What the act says. Raises `Refusal` for a kind this version does not know."""
        if isinstance(self.act.body, Body):
            return self.act.body
        raise Refusal("the act", f"its kind {self.act.kind} is not known to this version", "use a newer one")

    def name(self, ref: str | None, language: str) -> str:
        """What somebody or something is called: in this language, else in another of the body's, else by its reference."""
        if ref is None:
            return ""
        wanted = dict.fromkeys((language, *self.languages))
        found = (self.words.get(name_part(ref, each), "") or self.named(ref, each) for each in wanted)
        return next((" ".join(words.split()) for words in found if words), _tail(ref))

    def part(self, word: str, language: str) -> str:
        """The words of a part in exactly this language, or none."""
        return self.words.get(f"{word}.{language}", "").rstrip("\n")

    def best(self, word: str, language: str) -> str:
        """The words of a part in this language, else in another."""
        return next((w for each in dict.fromkeys((language, *self.languages)) if (w := self.part(word, each))), "")

    def texts(self, word: str = "text") -> tuple[str, ...]:
        """The languages to be set: those asked for, else all that the words are in, the authentic ones first.

        Raises `Refusal` where a language was asked for that the words are not in, or there are no words at all.
        """
        held = [name.partition(".")[2] for name in self.words if name.startswith(f"{word}.")]
        for each in self.chosen:
            if each not in held:
                there = ", ".join(sorted(held)) or "none"
                raise Refusal("the act", f"it has no {word} in {each}", f"name one of its languages: {there}")
        authentic = getattr(self.body, "authentic", ())
        order = [*authentic, *self.languages, *sorted(held)]
        found = self.chosen or tuple(each for each in dict.fromkeys(order) if each in held)
        if not found:
            raise Refusal("the act", f"it has no words to be set ({word})", f"add a part such as {word}.en")
        return found

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages of a paper that the register speaks: those asked for, else the body's first."""
        return self.chosen or self.languages[:1] or ("en",)

    def signers(self, language: str) -> Signed:
        """Who signs, by name and by office."""
        return Signed(language=language, signers=tuple(self._signers(language)))

    def _signers(self, language: str) -> Iterator[tuple[str, str]]:
        for post in self.act.signatories:
            held = self.book.holder(post, self.act.date)
            person = self.name(held.person, language) if held is not None and post.startswith("post/") else ""
            yield (person, self.name(post, language)) if person else (self.name(post, language), "")


def head_of(original: Original, language: str, line: str | None = None) -> Head:
    """The letterhead: the issuing body in the paper's language, and across from it in a script of the other direction."""
    issuer = next(iter(original.act.issuers), None) or next(iter(original.book.organisations), None)
    post = line or next(iter(original.act.signatories), None)
    other = next((each for each in original.languages if direction(each) != direction(language)), None)
    names = [_name(original, each, issuer, post) for each in (language, other) if each is not None]
    # Each name stands where its script begins: from left to right on the left, from right to left on the right.
    names.sort(key=lambda name: direction(name.language) == "rtl")
    return Head(names=tuple(names), emblem=original.emblem)


def _name(original: Original, language: str, issuer: str | None, post: str | None) -> Name:
    return Name(language=language, name=original.name(issuer, language), line=original.name(post, language))


def foot_of(original: Original, language: str) -> Foot:
    """How the paper is checked: its short code, where to type it, and the same address for a camera."""
    say, code = labels(language).say, original.act.id
    stamp = say("draft") if original.stamp else ""
    if not code or original.stamp:
        return Foot(language=language, stamp=stamp)
    where = check_address(original, language)
    return Foot(
        language=language,
        code=code,
        label=say("code"),
        lead=say("check"),
        where=where,
        qr=qr(where) if where else "",
        alt=f"{say('check')} {where}",
        stamp=stamp,
    )


def check_address(original: Original, language: str) -> str:
    """The page on which the short code can be looked up; empty where the body has no address."""
    rules = original.book.rules_history
    held = original.book.rules_on(original.act.date).rules.addresses if rules else ()
    address = next((each.rstrip("/") for each in held if each.startswith(("https://", "http://"))), "")
    page = language if language in SPOKEN else "en"
    return f"{address}/{page}/verify.html?code={original.act.id}" if address else ""


def attached_to(original: Original) -> tuple[Attached, ...]:
    """The act's id and body, as canonical JSON: what the paper carries of its act. A draft carries nothing."""
    if original.stamp or not original.act.id:
        return ()
    said = f"The body of act {original.act.id}, as it was signed"
    return (Attached(name=ATTACHED, data=carried(original.act), described=said),)


def carried(act: Act) -> str:
    """What a paper carries of its act: everything that is known before the paper is one of its parts."""
    fields = {
        "body": schema.written(act.body),
        "date": act.date.isoformat(),
        "id": act.id,
        "kind": act.kind,
        "record": act.record or "",
        "v": act.v,
    }
    return canonical.encode(fields).decode()


def _tail(ref: str) -> str:
    """A reference as words, where nobody has given a name.

    >>> _tail("addressee/northern-archive"), _tail("person/7")
    ('Northern archive', 'person/7')
    """
    kind, _, slug = ref.partition("/")
    return ref if kind in ("person", "seat") or not slug else slug.replace("-", " ").capitalize()
