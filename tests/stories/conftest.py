"""What every story may ask for.

Fixtures
    tolunay     the history of the demonstration, played once, with the names of its acts
"""

from tests.stories.tolunay import tolunay

__all__ = ["tolunay"]
