"""A sentence that still knows what it was made of, so that an outer room can say it again in another language.

The floors below the portal speak one language and know no other. What they object to is exact because it names the act,
the post, the day, the number; whoever says it to a secretary in Uyghur must name the same. So a sentence is made of a
pattern and its facts and is their words: to everybody who only reads it, it is a string like any other.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

Fact: TypeAlias = "str | int | date | Iterable[str] | None"
"""What a sentence names: words or a reference such as `post/president`, a number, a day, several words, nothing."""


class Sentence(str):
    """An English sentence with its pattern and its facts.

    >>> said = Sentence("{post} was vacant on {day}", post="post/president", day=date(2021, 11, 3))
    >>> said, said.pattern, said.facts["day"].year
    ('post/president was vacant on 2021-11-03', '{post} was vacant on {day}', 2021)
    """

    pattern: str
    facts: Mapping[str, Any]

    def __new__(cls, pattern: str, /, **facts: Fact) -> "Sentence":
        """Raises `KeyError` where the pattern has a place for which there is no fact."""
        kept = {
            name: tuple(fact) if isinstance(fact, Iterable) and not isinstance(fact, str) else fact
            for name, fact in facts.items()
        }
        made = super().__new__(cls, pattern.format_map({name: _in_english(fact) for name, fact in kept.items()}))
        made.pattern, made.facts = pattern, kept
        return made

    @classmethod
    def of(cls, words: str) -> "Sentence":
        """The same sentence; words that know nothing of themselves become one without facts.

        >>> Sentence.of("write {cites: act/N}").pattern
        'write {{cites: act/N}}'
        """
        return words if isinstance(words, Sentence) else cls(words.replace("{", "{{").replace("}", "}}"))

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:
        """How it is copied, and handed from one process to another."""
        return (self.pattern,), self.facts


def sentence(pattern: str, facts: Mapping[str, Fact]) -> Sentence:
    """The sentence of a pattern; without facts the words are the sentence, whatever braces stand in them."""
    return Sentence(pattern, **facts) if facts else Sentence.of(pattern)


def _in_english(fact: Any) -> Any:
    return ", ".join(fact) if isinstance(fact, tuple) else fact
