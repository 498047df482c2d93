"""At whose desk is a draft made? The bodies, posts and day it begins with; a clerk changes them all."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who drafts: the bodies and posts the draft begins with, the day, and the source as it lies beside the draft."""

    today: date
    issuers: tuple[str, ...] = ("body/assembly",)
    signatories: tuple[str, ...] = ("post/president", "post/secretary")
    handed_in_by: str = "post/secretary"
    source: str = ""
