"""Addresses of one story's review: its page, its flags, its declaration, its signatures and moves."""

from django.urls import URLPattern, path

from review.views import declaration, flags, signing, sourcing, story

urlpatterns: list[URLPattern] = [
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/ask/", story.ask, name="ask"),
    path("stories/<slug:slug>/flags/<int:number>/reply/", flags.flag_reply, name="flag_reply"),
    path("stories/<slug:slug>/flags/<int:number>/decide/", flags.flag_decide, name="flag_decide"),
    path("stories/<slug:slug>/declaration/", declaration.declaration, name="declaration"),
    path("stories/<slug:slug>/disclosure/", declaration.disclosure, name="disclosure"),
    path("stories/<slug:slug>/repair/", declaration.repair, name="repair"),
    path("stories/<slug:slug>/sources/", sourcing.sources, name="sources"),
    path("stories/<slug:slug>/replies/", sourcing.replies, name="replies"),
    path("stories/<slug:slug>/replies/<int:pk>/", sourcing.reply, name="reply"),
    path("stories/<slug:slug>/replies/<int:pk>/flags/", sourcing.reply_link, name="reply_link"),
    path("stories/<slug:slug>/sign/<slug:role>/", signing.sign, name="sign"),
    path("stories/<slug:slug>/sign-offs/<int:pk>/withdraw/", signing.sign_withdraw, name="sign_withdraw"),
    path("stories/<slug:slug>/accept-edit/", signing.accept_edit, name="accept_edit"),
    path("stories/<slug:slug>/override/<slug:gate>/", signing.override, name="override"),
    path("stories/<slug:slug>/overrides/<int:pk>/second/", signing.override_second, name="override_second"),
    path("stories/<slug:slug>/claim/", signing.claim, name="claim"),
    path("stories/<slug:slug>/legal/", signing.legal, name="legal"),
    path("stories/<slug:slug>/responsible/", signing.responsible, name="responsible"),
    path("stories/<slug:slug>/move/<slug:name>/", signing.move, name="move"),
]
