"""Addresses of texts: bringing in, editing, revisions, checks, the handbook."""

from django.urls import path

from articles.views import checks, edit, handbook, images, outlets, paste, revisions, upload

app_name = "articles"
urlpatterns = [
    path("stories/new/", upload.upload, name="upload"),
    path("paste/", paste.paste, name="paste"),
    path("stories/<slug:slug>/edit/", edit.edit, name="edit"),
    path("stories/<slug:slug>/flags/<int:number>/edit/", edit.suggestion, name="suggestion"),
    path("stories/<slug:slug>/upload/", edit.revision_upload, name="revision_upload"),
    path("stories/<slug:slug>/details/", edit.details, name="details"),
    path("stories/<slug:slug>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("stories/<slug:slug>/revisions/<int:number>/original/", revisions.original, name="original"),
    path("stories/<slug:slug>/compare/", revisions.compare_revisions, name="compare"),
    path("stories/<slug:slug>/images/", images.images, name="images"),
    path("stories/<slug:slug>/images/<int:pk>/", revisions.image, name="image"),
    path("stories/<slug:slug>/check/", checks.check_again, name="check_again"),
    path("stories/<slug:slug>/checks/", checks.checks, name="checks"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/<int:pk>/", outlets.outlet, name="outlet"),
    path("handbook/", handbook.index, name="handbook"),
    path("handbook/<slug:slug>/", handbook.rule, name="handbook_rule"),
]
