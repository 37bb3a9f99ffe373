"""Every address of the review: the desk's pages, and one story's."""

from django.urls import URLPattern, path

from review.pages.declaration import view as declaration
from review.pages.dismissals import view as dismissals
from review.pages.dossier import view as dossier
from review.pages.history import view as history
from review.pages.house import view as house
from review.pages.images import view as images
from review.pages.publication import view as publication
from review.pages.queue import view as queue
from review.pages.redaction import view as redaction
from review.pages.register import files as policy_files
from review.pages.register import releasing
from review.pages.register import view as register
from review.pages.report import view as report
from review.pages.signing import renewal
from review.pages.signing import view as signing
from review.pages.sources import claims
from review.pages.sources import view as sources
from review.pages.story import answers
from review.pages.story import view as story
from review.pages.systems import view as systems

app_name = "review"
DESK: list[URLPattern] = [
    path("", queue.queue, name="queue"),
    path("stories/", queue.stories, name="stories"),
    path("stories/<slug:slug>/report/", report.report, name="report"),
    path("stories/<slug:slug>/report/flags.csv", report.report_csv, name="report_csv"),
    path("stories/<slug:slug>/report/flags.json", report.report_json, name="report_json"),
    path("stories/<slug:slug>/history/", history.history, name="history"),
    path("stories/<slug:slug>/notes/<int:pk>/redact/", redaction.redact, name="redact"),
    path(
        "stories/<slug:slug>/revisions/<int:number>/redact/<slug:what>/",
        redaction.redact_import,
        name="redact_import",
    ),
    path("redactions/", redaction.asked, name="redactions"),
    path("stories/<slug:slug>/redactions/<int:pk>/second/", redaction.second, name="redact_second"),
    path("stories/<slug:slug>/publish/", publication.publish, name="publish"),
    path("stories/<slug:slug>/retract/", publication.retract, name="retract"),
    path("stories/<slug:slug>/publications/<int:number>/", publication.publication, name="publication"),
    path("stories/<slug:slug>/publications/<int:number>/dossier/", dossier.dossier, name="dossier"),
    path("stories/<slug:slug>/publications/<int:number>/dossier/show/", dossier.show, name="dossier_show"),
    path(
        "stories/<slug:slug>/publications/<int:number>/dossier/<slug:edition>.json",
        dossier.dossier_file,
        name="dossier_file",
    ),
    path(
        "stories/<slug:slug>/publications/<int:number>/dossier/<slug:edition>.pdf",
        dossier.dossier_pdf,
        name="dossier_pdf",
    ),
    path("stories/<slug:slug>/dossiers/<int:pk>/second/", dossier.second, name="dossier_second"),
    path("stories/<slug:slug>/dossiers/<int:pk>/revoke/", dossier.revoke, name="dossier_revoke"),
    path("verify_dossier.py", dossier.checker, name="checker"),
    path("outside/<str:token>/", dossier.outside, name="outside"),
    path("house/history/", house.house_history, name="house_history"),
    path("house/history/chain.jsonl", house.house_export, name="house_export"),
    path("keys/", house.key_page, name="keys"),
    path("keys.txt", house.key_file, name="key_file"),
    path(
        "stories/<slug:slug>/publications/<int:number>/confirm/",
        publication.retraction_confirm,
        name="retraction_confirm",
    ),
    path(
        "stories/<slug:slug>/publications/<int:number>/images/<str:name>",
        publication.publication_image,
        name="publication_image",
    ),
    path(
        "stories/<slug:slug>/publications/<int:number>/<slug:kind>/",
        publication.publication_file,
        name="publication_file",
    ),
    path("ai-systems/", systems.ai_systems, name="ai_systems"),
    path("ai-systems/<int:pk>/", systems.ai_system, name="ai_system"),
    path("policy/", register.policy, name="policy"),
    path("policy/draft/", register.policy_draft, name="policy_draft"),
    path("policy/import/", policy_files.policy_import, name="policy_import"),
    path("policy/<int:number>/", register.policy_version, name="policy_version"),
    path("policy/<int:number>/edit/", register.policy_edit, name="policy_edit"),
    path("policy/<int:number>/policy.toml", policy_files.policy_export, name="policy_export"),
    path("policy/<int:number>/release/", releasing.policy_release, name="policy_release"),
    path("policy/<int:number>/second/", releasing.policy_release_second, name="policy_release_second"),
    path("policy/<int:number>/withdraw/", releasing.policy_withdraw, name="policy_withdraw"),
    path("policy/<int:number>/discard/", releasing.policy_discard, name="policy_discard"),
]
STORY: list[URLPattern] = [
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/ask/", story.ask, name="ask"),
    path("stories/<slug:slug>/flags/<int:number>/reply/", answers.flag_reply, name="flag_reply"),
    path("stories/<slug:slug>/flags/<int:number>/decide/", answers.flag_decide, name="flag_decide"),
    path("stories/<slug:slug>/declaration/", declaration.declaration, name="declaration"),
    path("stories/<slug:slug>/disclosure/", declaration.disclosure, name="disclosure"),
    path("stories/<slug:slug>/repair/", declaration.repair, name="repair"),
    path("stories/<slug:slug>/sources/", sources.sources, name="sources"),
    path("stories/<slug:slug>/replies/", sources.replies, name="replies"),
    path("stories/<slug:slug>/replies/<int:pk>/", sources.reply, name="reply"),
    path("stories/<slug:slug>/replies/<int:pk>/flags/", sources.reply_link, name="reply_link"),
    path("stories/<slug:slug>/dismissals/", dismissals.dismissals, name="dismissals"),
    path("stories/<slug:slug>/image-source/<int:pk>/", images.contradict, name="contradict"),
    path(
        "stories/<slug:slug>/image-sources/<int:pk>/second/",
        images.contradict_second,
        name="contradict_second",
    ),
    path("stories/<slug:slug>/replies/<int:pk>/deadline/", claims.deadline, name="reply_deadline"),
    path("stories/<slug:slug>/replies/<int:pk>/early/", claims.early, name="early"),
    path("stories/<slug:slug>/early/<int:pk>/second/", claims.early_second, name="early_second"),
    path("stories/<slug:slug>/accusations/<int:pk>/", claims.accusation, name="accusation"),
    path("stories/<slug:slug>/sources/second-hand/", sources.second_hand, name="second_hand"),
    path("stories/<slug:slug>/sign/<slug:role>/", signing.sign, name="sign"),
    path("stories/<slug:slug>/approve/", renewal.approve, name="approve"),
    path("stories/<slug:slug>/sign-offs/<int:pk>/still-stands/", renewal.still_stands, name="still_stands"),
    path("stories/<slug:slug>/taken-back/<int:pk>/", declaration.taken_back, name="taken_back"),
    path("stories/<slug:slug>/uses/<int:use>/take-back/", declaration.take_back, name="take_back"),
    path("stories/<slug:slug>/sign-offs/<int:pk>/withdraw/", signing.sign_withdraw, name="sign_withdraw"),
    path("stories/<slug:slug>/accept-edit/", signing.accept_edit, name="accept_edit"),
    path("stories/<slug:slug>/override/<slug:gate>/", signing.override, name="override"),
    path("stories/<slug:slug>/overrides/<int:pk>/second/", signing.override_second, name="override_second"),
    path("stories/<slug:slug>/claim/", signing.claim, name="claim"),
    path("stories/<slug:slug>/legal/", signing.legal, name="legal"),
    path("stories/<slug:slug>/responsible/", signing.responsible, name="responsible"),
    path("stories/<slug:slug>/move/<slug:name>/", signing.move, name="move"),
]
urlpatterns = [*DESK, *STORY]
