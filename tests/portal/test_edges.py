"""There are no cascades: what hangs on an amended act is told above it, after the table of edges (G3, §5)."""

from hashlib import sha256

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled, Change, Corrected, Withheld
from qurultay.acts.resolving import Repealed
from qurultay.acts.writing import Answer, Issued, ReplyRecorded
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.views.notices import notices_of
from qurultay.portal.views.ways import to_act
from qurultay.record.parts import part_bytes
from qurultay.record.source import Memory
from tests.record.forge import files_of
from tests.stories.telling import GRAVE, Story

FORGED = Annulled(ground="forgery", from_="the-start")
WORDS = "§ 1 A call\n\nCalls upon states {words}.\n\n§ 2 A pledge\n\nWill report.\n"


def words(story: Story, said: str) -> dict[str, str]:
    """A text part with these words."""
    file = part_bytes(sha256(said.encode()).digest(), said.encode())
    digest = sha256(file).hexdigest()
    story.words[digest] = file
    return {"text.en": digest}


def told(story: Story, entry: Entry) -> list[tuple[str, object]]:
    """What stands above an act because of others: the key of the sentence, and the act that did it."""
    reading = Reading(material_in(Memory(files_of(story.notes, story.words))))
    said = [notice.words for notice in notices_of(reading, entry.number)]
    return [(each.key, dict(each.places)["by"]) for each in said if each.key.startswith("edge.")]  # type: ignore[union-attr]  # sayings all


def test_a_letter_that_told_the_addressee_and_was_annulled_told_nothing() -> None:
    story = Story()
    text = story.adopt("call")
    letter = story.letter("addressee/osmark", f"{text.ref}/provision/1/operation/1")
    repeal = story.amend(Repealed(body="body/assembly", from_=story.today, how="acclamation"), text)
    telling = story.letter("addressee/osmark", refs=(("cites", repeal.ref),))
    assert told(story, letter) == []
    story.amend(FORGED, telling, signatories=GRAVE)
    assert told(story, letter) == [("edge.addressee-to-be-told", to_act(repeal.number))]


def test_what_hangs_on_an_annulled_text_is_told_and_stays_as_sent() -> None:
    story = Story()
    text = story.adopt("call", "pledge")
    call = f"{text.ref}/provision/1/operation/1"
    carrying = story.letter("addressee/osmark", call)
    citing = story.letter("addressee/osmark", refs=(("cites", f"{text.ref}/provision/2"),))
    resting = story.enter(Issued(form="statement", authentic=("en",)), basis=text.ref)
    reply = story.enter(
        ReplyRecorded(
            from_="addressee/osmark",
            received=story.today,
            answers=(Answer(call=call, grade="A"),),
            words="not-published",
        ),
        refs=(("answers", carrying.ref), ("evidence", text.ref)),
    )
    by = to_act(story.amend(FORGED, text, signatories=GRAVE).number)
    assert told(story, carrying) == [("edge.addressee-to-be-told", by)]
    assert told(story, citing) == [("edge.cited-text-annulled", by)]
    assert told(story, resting) == [("edge.in-question", by)]
    assert told(story, reply) == [], "it is a fact of others"


def test_only_the_provision_that_was_severed_is_told() -> None:
    story = Story()
    text = story.adopt("call", "call")
    first, second = (story.letter(f"addressee/m-{n}", f"{text.ref}/provision/{n}/operation/1") for n in (1, 2))
    fall = story.amend(Annulled(ground="quorum", from_="now"), f"{text.ref}/provision/1", signatories=GRAVE)
    assert told(story, first) == [("edge.addressee-to-be-told", to_act(fall.number))]
    assert told(story, second) == []


def test_a_correction_is_due_to_an_addressee_only_if_it_touches_what_was_asked() -> None:
    story = Story()
    text = story.adopt("call", "pledge", parts=story.said("title.en") | words(story, WORDS.format(words="now")))
    letter = story.letter("addressee/osmark", f"{text.ref}/provision/1/operation/1")
    citing = story.letter("addressee/osmark", refs=(("cites", text.ref),))
    reads = dict(text.act.parts)

    def correct(new: dict[str, str]) -> object:
        ((name, digest),) = new.items()
        change = Change(field=f"parts.{name}", was=reads[name], now=digest)
        reads[name] = digest
        return to_act(story.amend(Corrected(changes=(change,)), text, parts=new).number)

    title = correct(story.said("title.en"))
    pledge = correct(words(story, WORDS.format(words="now").replace("report", "answer")))
    assert told(story, letter) == [], "neither the title nor the pledge is what was asked"
    call = correct(words(story, WORDS.format(words="at once").replace("report", "answer")))
    assert told(story, letter) == [("edge.correction-due", call)]
    assert told(story, citing) == [("edge.both-readings-linked", by) for by in (title, pledge, call)]


def test_withholding_leaves_everything_that_hangs_on_it_unchanged() -> None:
    story = Story()
    text = story.adopt("call", parts=story.said("title.en"))
    letter = story.letter("addressee/osmark", f"{text.ref}/provision/1/operation/1", refs=(("cites", text.ref),))
    story.amend(Withheld(names=("title.en",), ground="error"), text)
    assert told(story, letter) == []
