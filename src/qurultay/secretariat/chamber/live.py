"""What everybody in a sitting sees at once: fragments of its page, rendered once for each language and pushed to all.

A deed that changes what a sitting looks like says so with `changed`; when its transaction has been committed, the
fragments are rendered and laid into the folder `live` of the secretariat, from where the side process
(`qurultay.site.live`) sends them to every open page. Nothing that is one person's stands in a fragment.
"""

from qurultay.secretariat.chamber.models import Sitting


def changed(sitting: Sitting) -> None:
    """This sitting looks different now, once the transaction that says so is committed."""
