"""Addresses of the people: the door, one's own page, people, invitations, desks."""

from django.urls import path

from newsroom.accounts.views import desks, door, people, roles

app_name = "accounts"
urlpatterns = [
    path("sign-in/", door.SignIn.as_view(), name="sign_in"),
    path("sign-out/", door.SignOut.as_view(), name="sign_out"),
    path("me/", door.me, name="me"),
    path("me/password/", door.password_change, name="password_change"),
    path("password/", door.Forgotten.as_view(), name="password_reset"),
    path("password/sent/", door.ForgottenSent.as_view(), name="password_reset_done"),
    path("password/<uidb64>/<token>/", door.Reset.as_view(), name="password_reset_confirm"),
    path("join/<str:token>/", door.join, name="join"),
    path("people/", people.people, name="people"),
    path("people/roles/", roles.roles, name="roles"),
    path("people/roles/<slug:slug>/", roles.role, name="role"),
    path("people/roles/<slug:slug>/close/", roles.role_shut, name="role_close"),
    path("people/roles/<slug:slug>/open/", roles.role_open, name="role_reopen"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/link/", people.invitation_new_link, name="invitation_renew"),
    path("people/invitations/<int:pk>/revoke/", people.invitation_end, name="invitation_revoke"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", people.person_details, name="person_details"),
    path("people/<int:pk>/roles/", people.person_roles, name="person_roles"),
    path("people/<int:pk>/deactivate/", people.person_close, name="person_deactivate"),
    path("people/<int:pk>/reactivate/", people.person_open, name="person_reactivate"),
    path("desks/", desks.desks, name="desks"),
    path("desks/<slug:slug>/", desks.desk, name="desk"),
    path("desks/<slug:slug>/close/", desks.desk_shut, name="desk_close"),
    path("desks/<slug:slug>/open/", desks.desk_open, name="desk_reopen"),
]
