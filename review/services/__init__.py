"""Every write of the review: keyword-only, one transaction, the story locked, the audit event inside."""

from review.services.accusations import accusation_mark, accusation_say
from review.services.approval import approve
from review.services.claims import early_ask, early_second, reply_deadline_move, second_hand_record
from review.services.declarations import declaration_carry, declaration_make, disclosure_record
from review.services.flags import flag_decide, flag_reply, question_ask
from review.services.images import image_contradict, image_contradiction_second
from review.services.moves import claim, legal_ask, move, responsibility_take
from review.services.policies import (
    policy_discard,
    policy_draft,
    policy_edit,
    policy_import,
    policy_release,
    policy_release_second,
    policy_withdraw,
)
from review.services.publications import (
    facts_changed,
    publish,
    release_preview,
    retract,
    retraction_confirm,
)
from review.services.redactions import import_redact_ask, note_redact_ask, redaction_second
from review.services.refusals import Changed, Forbidden, Refused
from review.services.repairs import label_cut
from review.services.seconds import dismissals_second
from review.services.signing import (
    edit_accept,
    override_ask,
    override_second,
    sign,
    sign_renew,
    sign_withdraw,
)
from review.services.sourcing import reply_answer, reply_link, reply_log, source_attest
from review.services.systems import ai_system_save
from review.services.taking_back import use_take_back_answer, use_take_back_ask

__all__ = [
    "Changed",
    "Forbidden",
    "Refused",
    "accusation_mark",
    "accusation_say",
    "ai_system_save",
    "approve",
    "claim",
    "declaration_carry",
    "declaration_make",
    "disclosure_record",
    "dismissals_second",
    "early_ask",
    "early_second",
    "edit_accept",
    "facts_changed",
    "flag_decide",
    "flag_reply",
    "image_contradict",
    "image_contradiction_second",
    "import_redact_ask",
    "label_cut",
    "legal_ask",
    "move",
    "note_redact_ask",
    "override_ask",
    "override_second",
    "policy_discard",
    "policy_draft",
    "policy_edit",
    "policy_import",
    "policy_release",
    "policy_release_second",
    "policy_withdraw",
    "publish",
    "question_ask",
    "redaction_second",
    "release_preview",
    "reply_answer",
    "reply_deadline_move",
    "reply_link",
    "reply_log",
    "responsibility_take",
    "retract",
    "retraction_confirm",
    "second_hand_record",
    "sign",
    "sign_renew",
    "sign_withdraw",
    "source_attest",
    "use_take_back_answer",
    "use_take_back_ask",
]
