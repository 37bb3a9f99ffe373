"""What a person reads is there and is true: commands, settings, and a page or a sentence for each record."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

from articles.analysis.rules import RULES
from articles.handbook import pages
from newsroom.celery import app as celery_app
from review.record.audit import ACTIONS
from review.workflow.case_rules import CASE_RULES
from review.workflow.gates import GATES
from review.workflow.permissions import PERMISSIONS
from review.workflow.transitions import BY_NAME, TRANSITIONS
from tests.people import newsroom, signed_in

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
PRODUCT = [path for app in ("newsroom", "articles", "review") for path in sorted((ROOT / app).rglob("*.py"))]
# settings that the surroundings give and nobody sets for the desk
SURROUNDINGS = {"CI", "DJANGO_SETTINGS_MODULE"}
TEXT_RULES = {
    "anonymous-source", "second-hand-report", "vague-attribution", "unattributed-quote", "unsourced-claim",
    "reply-not-recorded", "ai-disclaimer-found", "chat-residue", "citation-residue", "placeholder-text",
    "cross-promotion", "dangling-teaser",
}  # fmt: skip


@cache
def constants(*but: Path) -> Counter[str]:
    """Every string constant of the product and how often it stands there; not in these files."""
    found: Counter[str] = Counter()
    for path in sorted({*PRODUCT} - {*but}):
        nodes = ast.walk(ast.parse(path.read_text()))
        found.update(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return found


def settings_read() -> set[str]:
    """Names of environment variables that the product reads."""
    pattern = re.compile(r'(?:env(?:_bool|_int|_list)?|environ\.get|getenv)\(\s*"([A-Z][A-Z_]+)"')
    read = {name for path in PRODUCT for name in pattern.findall(path.read_text())}
    read |= {name for name in constants() if re.fullmatch(r"NEWSROOM_[A-Z_]+", name)}
    return read - SURROUNDINGS


def test_every_make_target_the_readme_names_exists_and_each_is_listed() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", README, re.M))
    assert named <= targets
    assert {"run", "test", "lint", "bench"} <= named


def test_every_command_the_readme_names_exists() -> None:
    commands = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert {"serve", "createadmin", "verify_audit", "analyse"} <= commands
    assert commands <= set(get_commands())
    modules = set(re.findall(r"python3? -m ([a-z_.]+)", README)) - {"venv"}
    assert modules
    assert all(find_spec(module) for module in modules)
    assert find_spec("newsroom.wsgi")
    assert celery_app.main == "newsroom"


def test_every_file_the_readme_and_makefile_name_exists() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    named += re.findall(r"`([a-z_]+/[a-z_/]+\.(?:py|md|png))`", README)
    named += [part.replace(".", "/") + ".py" for part in re.findall(r"-m (tests\.[a-z_.]+)", MAKEFILE)]
    assert len(named) > 4
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_setting_is_in_the_readme_and_none_is_made_up() -> None:
    first_column = "".join(re.findall(r"^\| (`[A-Z].*?) \|", README, re.M))
    assert settings_read() == set(re.findall(r"`([A-Z_]+)`", first_column))


def test_the_changelog_tells_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)
    assert version
    assert f"## {version[1]} " in (ROOT / "CHANGELOG.md").read_text()


def test_every_requirement_says_why_it_is_there() -> None:
    for file in (ROOT / "requirements.in", ROOT / "tests" / "requirements.in"):
        lines = [line for line in file.read_text().splitlines() if re.match(r"[a-z]", line)]
        assert [line for line in lines if "#" not in line and not line.startswith("pytest")] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_every_rule_has_a_page_and_examples_of_both_kinds(rule: object) -> None:
    assert rule.page.strip()
    assert all([rule.question.endswith("?"), rule.standard, rule.why, rule.clears])
    assert rule.flagged
    assert rule.unflagged
    assert all("[[" in example for example in rule.flagged)


def test_every_rule_is_a_file_of_its_own_named_after_it() -> None:
    files = {path.stem.replace("_", "-") for path in (ROOT / "articles/analysis/rules").glob("[a-z]*.py")}
    assert {rule.slug for rule in RULES} == files
    assert files >= TEXT_RULES


def test_no_two_rules_share_a_slug() -> None:
    slugs = [rule.slug for rule in (*RULES, *CASE_RULES)]
    assert len(slugs) == len(set(slugs))


@pytest.mark.django_db
def test_every_rule_has_its_handbook_page() -> None:
    client = signed_in(newsroom().rita)
    index = client.get("/handbook/").content.decode()
    slugs = [page.slug for page in pages()]
    assert {rule.slug for rule in (*RULES, *CASE_RULES)} <= set(slugs)
    for slug in slugs:
        assert f"/handbook/{slug}/" in index
        assert client.get(f"/handbook/{slug}/").status_code == 200, slug


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.code)
def test_every_gate_says_what_it_asks_and_some_move_goes_through_it(gate: object) -> None:
    assert gate.name
    assert (gate.ask.__doc__ or "").strip().endswith(".")
    assert gate.moves
    assert set(gate.moves) <= set(BY_NAME)


@pytest.mark.parametrize("permission", PERMISSIONS, ids=lambda permission: permission.slug)
def test_every_permission_is_explained_and_asked_somewhere(permission: object) -> None:
    assert permission.help.endswith(".")
    assert permission.no.endswith(".")
    where = ROOT / "review" / "workflow" / "permissions.py"
    assert where in PRODUCT
    assert constants(where)[permission.slug]


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.name)
def test_every_move_is_explained_and_somebody_may_make_it(transition: object) -> None:
    assert transition.help.endswith(".")
    assert transition.permission in {permission.slug for permission in PERMISSIONS}


def test_every_audit_action_has_a_sentence_and_is_recorded_somewhere() -> None:
    slugs = [action.slug for action in ACTIONS]
    assert len(slugs) == len(set(slugs))
    assert [action.slug for action in ACTIONS if not action.sentence.endswith(".")] == []
    used = constants()
    assert [slug for slug in slugs if used[slug] < 2] == []  # once in the list, once where it is recorded
