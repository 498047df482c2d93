"""Stopping a draft while it waits: anybody entitled can, says why in a word, and signs the notice that says so."""

import os

from qurultay.acts import forms, schema
from qurultay.acts.amending import Contested
from qurultay.gazette.beginnings import opening
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import objections_if_signed
from qurultay.gazette.stopping import notice
from qurultay.gazette.waiting import Waiting
from qurultay.secretariat.desk.here import Here, source_of
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.signatories import posts_of
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.tlog.errors import Refused


def stop(waiting: Waiting, ground: str, at: Here, by: Account) -> Waiting:
    """The notice that stops a draft, laid on the desk for its stopper to sign; it binds as soon as it bears a signature.

    Raises `OutOfOrder` for a ground that is no word, or where the law lets nobody stop it so.
    """
    word = "-".join(ground.lower().split())
    try:
        schema.refuse(forms.Slug, word, "ground")
    except Refused:
        raise OutOfOrder("desk.out.ground") from None
    trial = opening(at, Contested(step="opened", ground=word, draft=waiting.text_hash), [])
    own = [post for post in posts_of(by, at) if post in _entitled(trial.signatories, at)]
    signatories = tuple(own[:1]) or trial.signatories
    try:
        prepared, written = notice(at.known, waiting, signatories, word, at.today, os.urandom)
        if against := objections_if_signed(at.known, prepared.text, prepared.parts, at.now):
            raise Objected(against)
    except Objected as bad:
        raise OutOfOrder("desk.out.against", reason=at.because(bad.objections[0])) from None
    row = Draft.objects.create(
        kind="contested", body=trial.issuers[0], text=written.decode(), source=f"stop/{waiting.id}", prepared_by=by
    )
    laid = at.desk.lay_down(prepared, written, source_of(row), at.now)
    Draft.objects.filter(pk=row.pk).update(act_id=laid.id, text_hash=laid.text_hash)
    return laid


def _entitled(usual: tuple[str, ...], at: Here) -> set[str]:
    """Every post that may stop an ordinary act alone; whoever would sign by default among them."""
    row = at.book.rules_on(at.today).rules.row("contested")
    return {*usual, *(row.posts if row is not None else ())}
