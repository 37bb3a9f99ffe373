"""The policy register by scope, its forms and files: nothing overflows and axe finds nothing, at three widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from newsroom.accounts.services import role_add
from review.disclosure.policy import SEED
from review.disclosure.scopes import HOUSE, Scope
from review.services import policy_draft, policy_edit, policy_release
from tests.browser.desk import AtDesk
from tests.people import People, draft, newsroom, read
from tests.review.steps import ANONYMOUS

pytestmark = pytest.mark.browser
WORDING = "AI tools helped with {uses}. {checker} checked every word and is responsible for the text."
PAGES: tuple[tuple[str, str, str], ...] = (
    ("ada", "register", "/policy/"),
    ("ada", "full", "/policy/1/?full=1"),
    ("ada", "edit", "/policy/3/edit/"),
    ("ada", "later", "/policy/2/"),
    ("ada", "kind", "/policy/?kind=opinion"),
    ("ada", "kind-edit", "/policy/2/edit/?kind=opinion"),
    ("ada", "desk", "/policy/?desk=DESK"),
    ("ada", "import", "/policy/import/?template=germany"),
    ("ed", "read", "/policy/"),
    ("ada", "roles", "/people/roles/"),
    ("ada", "role", "/people/roles/photo-desk/"),
    ("ada", "home", "/"),
)


@pytest.fixture
def people(transactional_db: None) -> People:
    """A house with a policy for opinion, one that waits for its day, and a draft of another."""
    people = newsroom()
    role_add(actor=people.ada, name="Photo desk", about="Sees every image before it goes out")
    read(draft(people, f"{ANONYMOUS}\nThe pier will close, according to reports.", "Pier to close"))
    day = timezone.now() + timedelta(days=20)
    _release(people, HOUSE, {**SEED, "locks": ["contact"], "place": "end"}, effective_from=day)
    _release(people, Scope(None, "opinion"), {"disclose_stages": ["drafting"], "signers.legal": ["always"]})
    kind = policy_draft(actor=people.ada, scope=Scope(None, "opinion"))
    policy_edit(actor=people.ada, policy_id=kind.pk, seen=kind.body, body={**kind.body, "place": "end"})
    row = policy_draft(actor=people.ada)
    signers = [*SEED["signers"], ["standards", "always"]]
    body = {**SEED, "wording": WORDING, "signers": signers, "severities": {"vague-attribution": "block"}}
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    return people


def _release(people: People, scope: Scope, body: dict[str, object], **options: object) -> None:
    row = policy_draft(actor=people.ada, scope=scope)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    policy_release(actor=people.ada, policy_id=row.pk, reason="Readers asked what AI did.", **options)


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1024, "light"), (1600, "light")])
def test_the_register_fits_every_window_and_everybody(
    people: People, chromium: Browser, live_server: LiveServer, width: int, scheme: str
) -> None:
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    desks = {
        name: AtDesk(
            chromium, live_server.url, getattr(people, name), bypass_csp=True, reduced_motion="reduce", **look
        )
        for name in ("ada", "ed")
    }
    wrong: list[str] = []
    for name, _, path in PAGES:
        desk = desks[name]
        desk.go(path.replace("DESK", str(people.business.pk)))
        if (over := desk.overflow()) > 0:
            wrong.append(f"{path}: {over} px too wide")
        wrong += [f"{path}: {violation}" for violation in desk.violations()]
    for desk in desks.values():
        wrong += desk.wrong
        desk.context.close()
    assert not wrong, "\n".join(wrong)


def test_a_scope_is_chosen_without_a_script(
    people: People, chromium: Browser, live_server: LiveServer
) -> None:
    ada = AtDesk(chromium, live_server.url, people.ada, java_script_enabled=False)
    ada.go("/policy/")
    ada.page.select_option("#kind", "opinion")
    ada.button("Show")
    assert "Disclosure policy, opinion" in ada.page.content()
    assert ada.page.url.endswith("kind=opinion")
    ada.context.close()
