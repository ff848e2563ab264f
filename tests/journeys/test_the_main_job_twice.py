"""The demo on a machine of its own: the whole way from file to breakdown, and again without doubling anything."""

import pytest
from django.utils import timezone

from surveys.customers.samples import write_sample_customers
from tests.churnvoice.local.conftest import machine  # noqa: F401  used as a fixture
from tests.churnvoice.local.machine import Machine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TABLES = (
    "surveys_customer",
    "surveys_cancellation",
    "surveys_invitation",
    "surveys_letter",
    "surveys_surveyresponse",
    "surveys_answer",
    "analysis_reading",
    "analysis_reasontag",
    "analysis_followup",
    "analysis_contactentry",
)


def row_counts(machine: Machine) -> dict[str, int]:  # noqa: F811
    with machine.postgres() as connection:
        return {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES}


def letters_kept(machine: Machine) -> int:  # noqa: F811
    return len(list((machine.var / "mailbox" / "new").iterdir()))


def test_the_main_job_done_twice_doubles_nothing(machine, tmp_path):  # noqa: F811
    customers = tmp_path / "customers.csv"
    write_sample_customers(customers, customers=80, today=timezone.localdate())
    machine.local("start")  # so that the rows can be counted afterwards
    wishes = ["demo", f"--customers={customers}", "--answers=6"]

    done = machine.manage(*wishes)
    assert done.returncode == 0, done.stdout + done.stderr
    counts, letters = row_counts(machine), letters_kept(machine)
    assert (counts["surveys_customer"], counts["surveys_surveyresponse"], counts["analysis_reading"]) == (80, 6, 6)
    assert counts["surveys_letter"] == letters >= counts["surveys_invitation"] > 6
    for said in ("80 rows read, 0 refused.", "6 answers given over HTTP.", "6 answers read:", "Seconds per stage"):
        assert said in done.stdout

    again = machine.manage(*wishes)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "0 answers given over HTTP, 6 had been given before." in again.stdout
    assert (row_counts(machine), letters_kept(machine)) == (counts, letters)


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL"])
def test_it_never_runs_where_real_people_would_get_letters(machine, name):  # noqa: F811
    machine.local("prepare")
    address = {"DATABASE_URL": "postgres://127.0.0.1:1/real", "EMAIL_URL": "smtp://127.0.0.1:1"}[name]
    refused = machine.manage("demo", **{name: address})
    assert refused.returncode != 0
    assert "The demo is for one machine" in refused.stderr
    assert machine.processes() == []
