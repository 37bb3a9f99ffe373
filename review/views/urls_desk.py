"""Addresses of the desk's pages: queue, stories, report, history, publications, policy."""

from django.urls import URLPattern, path

from review.views import history, policy, publication, queue, redaction, report, systems

urlpatterns: list[URLPattern] = [
    path("", queue.queue, name="queue"),
    path("stories/", queue.stories, name="stories"),
    path("stories/<slug:slug>/report/", report.report, name="report"),
    path("stories/<slug:slug>/report/flags.csv", report.report_csv, name="report_csv"),
    path("stories/<slug:slug>/report/flags.json", report.report_json, name="report_json"),
    path("stories/<slug:slug>/history/", history.history, name="history"),
    path("stories/<slug:slug>/notes/<int:pk>/redact/", redaction.redact, name="redact"),
    path("redactions/", redaction.asked, name="redactions"),
    path("stories/<slug:slug>/redactions/<int:pk>/second/", redaction.second, name="redact_second"),
    path("stories/<slug:slug>/publish/", publication.publish, name="publish"),
    path("stories/<slug:slug>/retract/", publication.retract, name="retract"),
    path("stories/<slug:slug>/publications/<int:number>/", publication.publication, name="publication"),
    path(
        "stories/<slug:slug>/publications/<int:number>/<slug:kind>/",
        publication.publication_file,
        name="publication_file",
    ),
    path("ai-systems/", systems.ai_systems, name="ai_systems"),
    path("ai-systems/<int:pk>/", systems.ai_system, name="ai_system"),
    path("policy/", policy.policy, name="policy"),
    path("policy/draft/", policy.policy_draft, name="policy_draft"),
    path("policy/<int:number>/", policy.policy_version, name="policy_version"),
    path("policy/<int:number>/edit/", policy.policy_edit, name="policy_edit"),
    path("policy/<int:number>/release/", policy.policy_release, name="policy_release"),
]
