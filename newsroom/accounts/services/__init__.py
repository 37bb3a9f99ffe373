"""Writes about people, desks and invitations: lock, check, change, announce; all or nothing."""

from newsroom.accounts.services.common import Changed, Refused
from newsroom.accounts.services.desks import desk_add, desk_close, desk_rename, desk_reopen
from newsroom.accounts.services.invitations import (
    invitation_accept,
    invitation_make,
    invitation_renew,
    invitation_revoke,
)
from newsroom.accounts.services.people import (
    admin_create,
    password_set,
    person_deactivate,
    person_reactivate,
    person_roles_set,
    person_update,
)
from newsroom.accounts.services.roles import role_add, role_change, role_close, role_reopen
from newsroom.accounts.services.tries import Slowed, sign_in_record, try_begin, try_right, try_wrong

__all__ = [
    "Changed",
    "Refused",
    "Slowed",
    "admin_create",
    "desk_add",
    "desk_close",
    "desk_rename",
    "desk_reopen",
    "invitation_accept",
    "invitation_make",
    "invitation_renew",
    "invitation_revoke",
    "password_set",
    "person_deactivate",
    "person_reactivate",
    "person_roles_set",
    "person_update",
    "role_add",
    "role_change",
    "role_close",
    "role_reopen",
    "sign_in_record",
    "try_begin",
    "try_right",
    "try_wrong",
]
