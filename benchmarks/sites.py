"""Material for sites of many acts: letters, texts with calls, replies, with words in three languages.

Nothing is signed for real: a site is built from a record that was verified before, and signing twenty
thousand notes would only measure the signing. The words follow Zipf's law and carry endings, as Uyghur and
Kazakh do.
"""

import random
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from qurultay.acts.act import Act, Entry, Reference, Seen, new_act, text_hash, text_of
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.writing import Answer, Issued, ReplyRecorded
from qurultay.portal.material import Material, material_of
from qurultay.record.parts import commit
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import key_id
from qurultay.tlog.note import Line, Note
from qurultay.tlog.tree import EMPTY_ROOT, leaf_hash
from tests.hall import LABEL, Hall, constitution, rules, seeded
from tests.record.forge import head_of

ALPHABETS = {
    "en": "abcdefghiklmnoprstuw",
    "ug": "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
    "kk": "абвгдежзйклмнопрстуфхшыіәғқңөұү",
}
ENDINGS = {
    "en": ("", "s", "ed", "ing"),
    "ug": ("", "نىڭ", "غا", "دىن", "لارنىڭ", "ىمىز"),
    "kk": ("", "ның", "ға", "дан", "лардың", "ымыз"),
}
WORDS = 4000


class Speech:
    """Words of three invented languages, the same in every run."""

    def __init__(self) -> None:
        self.dice = random.Random(20261122)
        self.stems = {lang: [self._stem(letters) for _ in range(WORDS)] for lang, letters in ALPHABETS.items()}
        self.weights = [1 / rank for rank in range(1, WORDS + 1)]

    def _stem(self, letters: str) -> str:
        return "".join(self.dice.choice(letters) for _ in range(self.dice.randint(3, 8)))

    def say(self, lang: str, count: int) -> str:
        """So many words, with endings."""
        chosen = self.dice.choices(self.stems[lang], self.weights, k=count)
        return " ".join(word + self.dice.choice(ENDINGS[lang]) for word in chosen)


class Press:
    """Acts one after the other, each with its words, as a busy office would enter them."""

    def __init__(self) -> None:
        self.hall = Hall(
            constitution(rules=rules(founding_days=5000, key_days=5000, addresses=("https://tolunay.example",)))
        )
        self.speech, self.words = Speech(), dict[str, bytes]()
        self.entries, self.notes = list(self.hall.entries), list(self.hall.notes)
        self.officers = [seeded("post/president"), seeded("post/secretary")]
        self.calls: list[tuple[str, str]] = []
        self.letters: list[tuple[str, str, str]] = []

    def enter(self, count: int) -> None:
        """So many acts more: in ten of them eight letters, a text and a reply."""
        for _ in range(count):
            place = len(self.entries) % 10
            self._add(self._text() if place == 1 else self._reply() if place == 7 and self.letters else self._letter())

    def material(self) -> Material:
        """What a site is built from."""
        return material_of(self.entries, self.notes, self.words, head_of(self.notes, seeded("log")).encode())

    def _add(self, act: Act) -> None:
        number, text = len(self.entries), text_of(act)
        time = int(datetime(2026, 6, 2, 9, tzinfo=UTC).timestamp()) + 3600 * number
        officers = [Line(key.name, key_id(key.name, key.material), bytes(64)) for key in self.officers]
        entry = Line(f"{LABEL}/gate", bytes(4), time.to_bytes(8, "big") + bytes(64))
        self.entries.append(Entry(number=number, act=act, entered=time, text_hash=text_hash(text)))
        self.notes.append(Note(text, (*officers, entry)).encode())

    def _draft(self, body: Adopted | Issued | ReplyRecorded, case: str, words: dict[str, str], **more: object) -> Act:
        number = len(self.entries)
        day = date(2026, 6, 2) + timedelta(hours=number)
        return new_act(
            body, id=_short(number), date=day, enter_by=day + timedelta(days=30), issuers=("body/assembly",),
            signatories=("post/president", "post/secretary"), seen=Seen(root=armour(EMPTY_ROOT), size=number),
            record=leaf_hash(self.notes[0]).hex(), basis=f"act/0/rule/{case}",
            parts={name: self._keep(said) for name, said in words.items()}, **more,
        )  # fmt: skip

    def _keep(self, said: str) -> str:
        data = said.encode() + b"\n"
        digest = commit(sha256(data).digest(), data)
        self.words[digest] = data
        return digest

    def _titled(self, texts: dict[str, str]) -> dict[str, str]:
        titles = {f"title.{lang}": self.speech.say(lang, 6).capitalize() for lang in ALPHABETS}
        return titles | {f"text.{lang}": said for lang, said in texts.items()}

    def _text(self) -> Act:
        number = len(self.entries)
        whom = [f"addressee/state-{self.speech.dice.randint(1, 80)}" for _ in range(4)]
        provisions = tuple(
            Provision(label=str(n), operations=(Operation(kind="call", addressee=to), Operation(kind="pledge")))
            for n, to in enumerate(whom, 1)
        )
        self.calls += [(f"act/{number}/provision/{n}/operation/1", to) for n, to in enumerate(whom, 1)]
        body = Adopted(
            text="resolution", body="body/assembly", how="without-a-vote", authentic=("en",), provisions=provisions
        )
        said = {lang: "\n\n".join(f"§ {n}\n{self.speech.say(lang, 22)}." for n in range(1, 5)) for lang in ALPHABETS}
        return self._draft(body, "adopted", self._titled(said))

    def _letter(self) -> Act:
        number = len(self.entries)
        call, to = self.speech.dice.choice(self.calls[-400:]) if self.calls else ("", "addressee/state-1")
        refs = (Reference(relation="carries", target=call),) if call else ()
        self.letters.append((f"act/{number}", to, call))
        said = {lang: "\n\n".join(self.speech.say(lang, 22) + "." for _ in range(4)) for lang in ALPHABETS}
        return self._draft(
            Issued(form="letter", authentic=("en",), addressee=to), "issued", self._titled(said), refs=refs
        )

    def _reply(self) -> Act:
        letter, to, call = self.speech.dice.choice(self.letters[-200:])
        day = date(2026, 6, 2) + timedelta(hours=len(self.entries))
        answers = (Answer(call=call, grade=self.speech.dice.choice("ABC")),) if call else ()
        body = ReplyRecorded(from_=to, received=day, answers=answers, words="with-consent")
        refs = (Reference(relation="answers", target=letter),)
        return self._draft(body, "reply-recorded", self._titled({"en": self.speech.say("en", 40)}), refs=refs)


def _short(number: int) -> str:
    """An id for each number."""
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join(letters[number // 32**place % 32] for place in range(8))
