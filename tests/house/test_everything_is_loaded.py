"""A forgotten room is silent in Django and Celery, so this lists what each room brings and asks whether it is known."""

import ast
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from analysis.reasons.announcements import reasons_changed
from churnvoice.celery import app as celery_app
from surveys.responses.announcements import responses_submitted

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = {"surveys": "surveys", "analysis": "analysis", "churnvoice/accounts": "accounts"}


def files_named(name: str) -> list[Path]:
    return sorted(path for folder in APPS for path in (ROOT / folder).glob(f"**/{name}.py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def defined_classes(path: Path, base: str) -> list[str]:
    tree = ast.parse(path.read_text())
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return [node.name for node in classes if any(ast.unparse(parent) == base for parent in node.bases)]


@pytest.mark.parametrize("path", files_named("models"), ids=dotted)
def test_every_model_is_known_to_django(path: Path) -> None:
    known = {model.__name__ for model in apps.get_models()}
    assert set(defined_classes(path, "models.Model")) <= known


@pytest.mark.parametrize("path", files_named("admin"), ids=dotted)
def test_every_admin_file_is_loaded(path: Path) -> None:
    admin.autodiscover()
    assert dotted(path) in sys.modules


@pytest.mark.parametrize("path", files_named("tasks"), ids=dotted)
def test_every_task_is_known_to_celery(path: Path) -> None:
    celery_app.loader.import_default_modules()
    tree = ast.parse(path.read_text())
    names = [
        f"{dotted(path)}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("shared_task" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert set(names) <= set(celery_app.tasks)


def test_the_timetable_names_tasks_that_exist() -> None:
    celery_app.loader.import_default_modules()
    assert {entry["task"] for entry in celery_app.conf.beat_schedule.values()} <= set(celery_app.tasks)


def test_the_announcements_have_listeners() -> None:
    assert responses_submitted.has_listeners()
    assert reasons_changed.has_listeners()


def test_every_foreign_key_to_people_follows_the_setting() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    to_user = [f for f in fields if isinstance(f, models.ForeignKey) and f.related_model._meta.label == "accounts.User"]
    assert to_user
    assert all(f.swappable_setting == "AUTH_USER_MODEL" for f in to_user if f.model._meta.app_label != "accounts")
