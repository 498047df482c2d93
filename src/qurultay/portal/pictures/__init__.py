"""Drawings from values: SVG for looking, never instead of the table for citing (look and voice §7).

Every drawing has a title and a description, takes its colours from the stylesheet and its meaning from shapes, and
is drawn mirrored for right-to-left pages: the geometry turns, letters and digits never do. Coordinates are whole
tenths, worked out without floating point, so that any machine draws the same bytes.
"""

from qurultay.portal.pictures.alone import alone
from qurultay.portal.pictures.bar import Share, bar
from qurultay.portal.pictures.emblem import emblem
from qurultay.portal.pictures.guarantee import guarantee
from qurultay.portal.pictures.hemicycle import Bloc, hemicycle
from qurultay.portal.pictures.indicator import Report, indicator
from qurultay.portal.pictures.marks import mark
from qurultay.portal.pictures.qr import qr
from qurultay.portal.pictures.representation import Represented, representation
from qurultay.portal.pictures.tally import Bar, tally
from qurultay.portal.pictures.terms import Row, Term, terms
from qurultay.portal.pictures.transfers import Column, Holder, transfers

__all__ = [
    "Bar", "Bloc", "Column", "Holder", "Report", "Represented", "Row", "Share", "Term", "alone", "bar", "emblem",
    "guarantee", "hemicycle", "indicator", "mark", "qr", "representation", "tally", "terms", "transfers",
]  # fmt: skip
