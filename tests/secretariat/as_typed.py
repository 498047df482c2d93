"""The command as it is typed, in a process of its own: `python -m tests.secretariat.as_typed secretariat …`."""

from qurultay.cli import main

if __name__ == "__main__":
    main()
