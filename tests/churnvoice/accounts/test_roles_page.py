"""The page that says what each role may do says what the code grants."""

import re
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.permissions import ADMINISTRATOR_MAY, AGENT_MAY, MANAGER_MAY, SCOPE_PERMISSIONS

NAMED = re.compile(r"""(?:permission_required\(|has_perm\(|permission = |permission: str = )["']([a-z_.]+)["']""")


def test_every_grant_has_its_sentence_on_the_page(agent_client: Client):
    page = agent_client.get(reverse("accounts:roles")).content.decode()
    for sentence in ADMINISTRATOR_MAY.values():
        assert str(sentence).replace("'", "&#x27;") in page
    assert page.count(">yes<") == len(AGENT_MAY) + len(MANAGER_MAY) + len(ADMINISTRATOR_MAY)


def test_every_permission_that_a_page_asks_for_can_be_had():
    known = set(ADMINISTRATOR_MAY).union(*SCOPE_PERMISSIONS.values())
    named = {
        (str(file.relative_to(settings.BASE_DIR)), permission)
        for app in ("churnvoice", "surveys", "analysis")
        for file in Path(settings.BASE_DIR, app).rglob("*.py")
        for permission in NAMED.findall(file.read_text())
    }
    assert named
    assert {(file, permission) for file, permission in named if permission not in known} == set()
