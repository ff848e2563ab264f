"""Which way the arrows run: reads every import of the rooms and fails on one that runs back."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = {
    "surveys": [
        {"company", "taxonomy", "events"},
        {"customers"},
        {"letters"},
        {"questionnaires"},
        {"experiments"},
        {"invitations"},
        {"responses"},
        {"offers"},
        {"widget"},
    ],
    "analysis": [{"tagging", "statistics"}, {"reasons"}, {"followups"}, {"breakdowns"}, {"decisions"}],
}
PURE_ROOMS = {("analysis", "tagging"), ("analysis", "statistics")}
DJANGO_WORLD = {"django", "rest_framework", "celery", "surveys", "churnvoice"}
# Inside a room: doors -> services, queries -> models. A number may import the same or a smaller one.
LAYERS = {
    "models": 0,
    "announcements": 0,
    "services": 1,
    "queries": 1,
    "letters": 1,
    "rules": 1,
    "views": 2,
    "forms": 2,
    "api": 2,
    "tasks": 2,
    "receivers": 2,
    "admin": 2,
    "urls": 3,
}


def floor_of(app: str, room: str) -> int | None:
    return next((floor for floor, rooms in enumerate(FLOORS[app]) if room in rooms), None)


def imported_names(source: str, *, package: str) -> Iterator[str]:
    """Absolute dotted names of everything a module imports, including `apps.get_model("app", ...)`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base]).strip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model") and node.args:
            app_label = str(getattr(node.args[0], "value", "")).partition(".")[0]
            yield f"{app_label}.models"


def arrow_back(importer: str, name: str) -> str | None:
    """Why `importer` (a dotted module) may not import `name`; None when it may."""
    app, _dot, rest = importer.partition(".")
    room, target_room = rest.partition(".")[0], name.partition(".")[2].partition(".")[0]
    target = name.partition(".")[0]
    if app not in FLOORS:
        return None
    if (app, room) in PURE_ROOMS and target in DJANGO_WORLD:
        return f"{importer} is pure and imports {name}"
    if target == "churnvoice" or (app == "surveys" and target == "analysis"):
        return f"{importer} imports {name}, which stands above it"
    own_floor, target_floor = floor_of(app, room), floor_of(target, target_room) if target == app else None
    if own_floor is not None and target_floor is not None and target_floor > own_floor:
        return f"{importer} imports {name}, a later room"
    if target == app and target_room == room:
        return door_below(importer, name)
    return None


def door_below(importer: str, name: str) -> str | None:
    own, target = (LAYERS.get(part.split(".")[2]) if part.count(".") >= 2 else None for part in (importer, name))
    if own is not None and target is not None and target > own:
        return f"{importer} imports {name}, a door of its own room"
    return None


def modules() -> list[tuple[str, str, str]]:
    """(dotted name, package, source) of every module of the two apps, without migrations."""
    found = []
    for app in FLOORS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                package = dotted if parts[-1] == "__init__" else ".".join(parts[:-1])
                found.append((dotted, package, path.read_text()))
    return found


def is_table_of_contents(dotted: str) -> bool:
    """surveys.models, surveys.tasks ...: each app's list of its rooms' files, and its set-up and commands."""
    return dotted.count(".") == 1 or ".management." in dotted


def test_no_arrow_runs_back() -> None:
    back = {
        reason
        for dotted, package, source in modules()
        for name in imported_names(source, package=package)
        if (reason := arrow_back(dotted, name)) and not (is_table_of_contents(dotted) and "later room" in reason)
    }
    assert sorted(back) == []


def test_every_room_stands_in_the_plan() -> None:
    rooms = {(app, path.parent.name) for app in FLOORS for path in (ROOT / app).glob("*/__init__.py")}
    unknown = {(app, room) for app, room in rooms if room not in {"migrations", "management", "templatetags"}}
    assert {(app, room) for app, room in unknown if floor_of(app, room) is None} == set()


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("surveys.customers.services", "from surveys.responses.models import Answer"),
        ("surveys.customers.services", "from ..responses import models"),
        ("surveys.customers.services", "import analysis.reasons.models"),
        ("surveys.letters.services", "from churnvoice.accounts.models import User"),
        ("surveys.customers.services", "from django.apps import apps\napps.get_model('analysis', 'Reading')"),
        ("analysis.reasons.services", "def late():\n    from analysis.followups import models"),
        ("analysis.statistics.intervals", "from django.db import models"),
        ("analysis.tagging.tagger", "import surveys.taxonomy.models"),
        ("surveys.letters.models", "from surveys.letters.services import send_letters"),
        ("surveys.letters.services", "from surveys.letters.views import letter_list"),
    ],
)
def test_an_arrow_that_runs_back_is_seen(importer: str, source: str) -> None:
    package = importer.rpartition(".")[0]
    assert any(arrow_back(importer, name) for name in imported_names(source, package=package))


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("analysis.reasons.services", "from surveys.responses.models import Answer"),
        ("surveys.responses.services", "from surveys.invitations.models import Invitation"),
        ("surveys.letters.views", "from surveys.letters import services"),
        ("analysis.tagging.tagger", "import spacy"),
    ],
)
def test_an_arrow_that_runs_forward_is_let_through(importer: str, source: str) -> None:
    package = importer.rpartition(".")[0]
    assert not any(arrow_back(importer, name) for name in imported_names(source, package=package))
