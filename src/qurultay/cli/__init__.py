"""The `qurultay` command: it gathers what is asked for, lets one deed below decide, and says what came of it."""


def main() -> None:
    """Runs the command that was typed, and leaves with its exit status: 0, 1 for a refusal, 2 for wrong use, 130 for Ctrl-C."""
    try:
        from qurultay.cli.app import run

        run()
    except KeyboardInterrupt:  # while the program was still being loaded, which takes long on an old machine
        raise SystemExit(130) from None
