"""The addresses of the desk."""

from django.urls import path, register_converter

from qurultay.secretariat.desk.pages import amending, desk, drafts, keys, waiting


class ActId:
    """The id of an act: eight letters of the record's alphabet."""

    regex = "[0-9a-hjkmnp-tv-z]{8}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(ActId, "act-id")

app_name = "desk"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("progress", desk.progress, name="progress"),
    path("begin", drafts.begin, name="begin"),
    path("begun", drafts.begun, name="begun"),
    path("draft/<int:pk>", drafts.draft, name="draft"),
    path("draft/<int:pk>/rewrite", drafts.rewrite, name="rewrite"),
    path("draft/<int:pk>/bring", drafts.bring, name="bring"),
    path("draft/<int:pk>/lay-down", drafts.lay_down, name="lay-down"),
    path("draft/<int:pk>/drop", drafts.drop, name="drop"),
    path("keys", keys.keys, name="keys"),
    path("keys/made", keys.key_made, name="key-made"),
    path("keys/take", keys.take_key, name="take-key"),
    path("act/<int:number>", amending.amend, name="amend"),
    path("act/<int:number>/amended", amending.amended, name="amended"),
    path("waiting/<act-id:id>", waiting.waiting, name="waiting"),
    path("waiting/<act-id:id>/act.txt", waiting.act_text, name="act-text"),
    path("waiting/<act-id:id>/as-public", waiting.seen_as_public, name="as-public"),
    path("waiting/<act-id:id>/signed", waiting.signed, name="signed"),
    path("waiting/<act-id:id>/line", waiting.line, name="line"),
    path("waiting/<act-id:id>/give-back", waiting.give_back, name="give-back"),
    path("waiting/<act-id:id>/stop", waiting.stop, name="stop"),
    path("waiting/<act-id:id>/publish", waiting.publish, name="publish"),
]
