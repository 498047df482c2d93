"""`qurultay election`: a secret election, held by people on separate machines. One module for each of their roles.

    registrar       credentials generate
    trustee         key generate, certificate, polynomial, share, open · shuffle · decrypt
    administrator   new · ceremony · open · cast · close · end-shuffles · tally · declare
    voter           vote
    anyone          verify · tracker · head
    clerk           keep · minute

Nothing here talks to a network: every message is a file, which may pass through any hands. The server of an election
never sees a private credential or a trustee's key.
"""

from qurultay.cli.election import administrator, anyone, ceremony, recorded, registrar, trustee, voter
from qurultay.cli.groups import group

app = group(
    name="election", help="Hold a secret election, and verify one: registrar, trustees, administrator, voters, anyone."
)
app.command("new")(administrator.new)
app.add_typer(registrar.app, name="credentials")
app.add_typer(trustee.app, name="key")
app.add_typer(ceremony.app, name="ceremony")
app.command("open")(administrator.open_)
app.command("vote")(voter.vote)
app.command("cast")(administrator.cast)
app.command("close")(administrator.close)
app.command("shuffle")(trustee.shuffle)
app.command("end-shuffles")(administrator.end_shuffles)
app.command("decrypt")(trustee.decrypt)
app.command("tally")(administrator.tally)
app.command("declare")(administrator.declare)
app.command("verify")(anyone.verify)
app.command("tracker")(anyone.tracker)
app.command("head")(anyone.head)
app.command("keep")(recorded.keep)
app.command("minute")(recorded.minute)
