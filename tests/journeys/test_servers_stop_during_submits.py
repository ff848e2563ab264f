"""The database and the broker are killed while customers answer: whoever was thanked is stored, and read later."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.churnvoice.local.conftest import serving_machine  # noqa: F401  used as a fixture
from tests.churnvoice.local.machine import Machine, wait_until
from tests.journeys.respondents import answer_all

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SEED = """
import django; django.setup()
from tests.factories import complete_company, make_invitation, make_survey
complete_company()
survey = make_survey()
print(*[make_invitation(survey=survey).token for _ in range({count})])
"""
COMPLETE = """
select count(*) from surveys_surveyresponse r join surveys_invitation i on i.id = r.invitation_id
where i.token = any(%s) and r.state = 'complete'
"""
READ = """
select count(*) from analysis_reading d join surveys_surveyresponse r on r.id = d.response_id
join surveys_invitation i on i.id = r.invitation_id where i.token = any(%s) and d.state = 'read'
"""


@pytest.fixture(scope="module")
def all_links(serving_machine) -> list[str]:  # noqa: F811
    seeded = serving_machine.python(SEED.format(count=32), DJANGO_SETTINGS_MODULE="churnvoice.settings")
    assert seeded.returncode == 0, seeded.stderr
    return seeded.stdout.split()


def counted(machine: Machine, query: str, links: list[str]) -> int:
    with machine.postgres() as connection:
        return connection.execute(query, [links]).fetchone()[0]


def answers_all_links(machine: Machine, links: list[str], *, patience: int):
    site = f"http://127.0.0.1:{machine.port}"
    pool = ThreadPoolExecutor(max_workers=4)
    return [pool.submit(answer_all, site, token, patience=patience) for token in links]


def test_a_killed_database_loses_no_answer_that_was_thanked_for(serving_machine, all_links):  # noqa: F811
    links = all_links[:24]
    answering = answers_all_links(serving_machine, links, patience=400)
    assert wait_until(lambda: sum(future.done() for future in answering) >= 4)
    serving_machine.postmaster().kill()
    assert serving_machine.local("start").returncode == 0
    assert [future.result(timeout=120) for future in answering] == [True] * len(links)
    assert counted(serving_machine, COMPLETE, links) == len(links)


def test_answers_given_without_a_broker_are_read_once_it_is_back(serving_machine, all_links):  # noqa: F811
    links = all_links[24:]
    (broker,) = serving_machine.named("valkey-server")
    broker.kill()
    answering = answers_all_links(serving_machine, links, patience=1)
    assert [future.result(timeout=120) for future in answering] == [True] * len(links)
    assert counted(serving_machine, COMPLETE, links) == len(links)
    assert serving_machine.local("start").returncode == 0
    assert wait_until(lambda: counted(serving_machine, READ, links) == len(links), seconds=120)
