"""With the settings of a real installation, Django's own checks for deployment have nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "SECRET_KEY": "a-long-random-string-that-an-operator-made-up-for-this-installation-1234567890",
    "SITE_URL": "https://feedback.company.example",
    "EMAIL_URL": "smtp+tls://user:password@smtp.company.example:587",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_checks_for_deployment_are_clean() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_a_missing_secret_is_one_clear_error(tmp_path: Path) -> None:
    started = manage("check", SECRET_KEY="", CHURNVOICE_VAR=str(tmp_path))
    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    asked = manage("shell", "-c", "from django.conf import settings; print(settings.DEBUG)", **PRODUCTION)
    assert asked.stdout.splitlines()[-1] == "False", asked.stderr
