"""Drawings with words in the reader's language: the views give values, `pictures` the geometry, this the sentences."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from qurultay.portal import pictures
from qurultay.portal.pictures.bar import State
from qurultay.portal.values import Named, Saying, Several, Value
from qurultay.portal.voice import Voice


def hemicycle_of(voice: Voice, room: Any, name: str) -> Markup:
    """Who sits in a body, as half a circle of seats."""
    rows = [Saying.of("pair.count", name=bloc.name, count=bloc.filled) for bloc in room.blocs]
    return pictures.hemicycle(
        [pictures.Bloc(mark=bloc.mark, filled=bloc.filled, vacant=bloc.vacant) for bloc in room.blocs],
        unit=voice.attribute(Saying("seats.unit")),
        name=name,
        title=voice.attribute(Saying("seats.by-community")),
        description=voice.attribute(Saying.of("seats.described", count=room.seats, rows=Several(tuple(rows)))),
        rtl=voice.dir == "rtl",
    )


def terms_of(voice: Voice, rows: Sequence[tuple[Value, Sequence[Any]]], day: date, name: str) -> Markup:
    """Who held each post through the years."""
    drawn = [
        pictures.Row(post=voice.plain(post), terms=tuple(_term(voice, bar) for bar in bars))
        for post, bars in rows
        if bars
    ]
    return pictures.terms(
        drawn,
        known=day,
        known_label=voice.attribute(day),
        name=name,
        title=voice.attribute(Saying("offices.chart")),
        description=voice.attribute(Saying.of("offices.chart-description", count=len(drawn))),
        rtl=voice.dir == "rtl",
    )


def _term(voice: Voice, bar: Any) -> pictures.Term:
    whole = voice.plain(bar.name) if isinstance(bar.name, Named) else voice.plain(bar.note)
    named = isinstance(bar.name, Named) and bool(bar.name.words)
    return pictures.Term(
        begin=bar.begin,
        end=bar.end,
        name=whole,
        short=whole.rsplit(" ", 1)[-1] if named else "",
        note=voice.plain(bar.note),
        mark=bar.mark,
        how=bar.how,
    )


def indicator_of(voice: Voice, one: Any, name: str) -> Markup:
    """How far an indicator has come from its baseline to its target."""

    def report(value: str) -> pictures.Report:
        return pictures.Report(value=value, shown=f"{value} %" if one.unit == "%" else value)

    last = one.values[-1][1] if one.values else one.baseline
    return pictures.indicator(
        report(one.baseline),
        report(one.target),
        [report(value) for _, value in one.values],
        name=name,
        title=voice.attribute(one.name),
        description=voice.attribute(
            Saying.of("indicator.described", baseline=one.baseline, target=one.target, last=last, unit=one.unit)
        ),
        rtl=voice.dir == "rtl",
    )


def bar_of(voice: Voice, counts: Sequence[tuple[State, int]], name: str, title: Value) -> Markup:
    """How many stand in which state, as one bar."""
    shares = [pictures.Share(state=state, count=count) for state, count in counts]
    return pictures.bar(shares, name=name, title=voice.attribute(title), rtl=voice.dir == "rtl")
