"""Showing each new head to the witnesses of the house, and saying who has seen it."""

from qurultay.cli import screen
from qurultay.cli.house import House
from qurultay.gazette import witnesses
from qurultay.gazette.gate import Gate


def ask_witnesses(house: House, gate: Gate) -> None:
    """Ask every witness in the file `witnesses` that has an address; say who did not answer."""
    seen = witnesses.ask_witnesses(house, gate)
    for fault in seen.faults:
        screen.warn(f"{fault}. The act is entered; the witness is asked again with the next one.")
    if seen.asked:
        screen.say(f"witnessed by {len(seen.by)} of {seen.asked}" + (f": {', '.join(seen.by)}" if seen.by else ""))
