"""The `qurultay` command."""


def main() -> None:
    """Says that the commands are still to come."""
    print("qurultay: the ground is laid; the commands are still to come.")
