import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PREPARE = """
import os, urllib.request
os.environ["DJANGO_SETTINGS_MODULE"] = "churnvoice.settings"
from churnvoice.local.environment import prepare
prepare()
from churnvoice.local import LocalError
from churnvoice.local.processes import running
"""


def test_what_was_asked_for_answers_and_is_gone_afterwards(machine):
    ran = machine.python(
        PREPARE
        + "with running(web=True, worker=True, mailbox=True) as site:\n"
        + "    print(sorted(site.processes), urllib.request.urlopen(site.url + '/healthz').read())\n"
    )
    assert ran.stdout == "['mailbox', 'web', 'worker'] b'ok'\n", ran.stderr
    assert machine.processes() == []


def test_servers_that_ran_before_run_on(machine):
    machine.local("start")
    ran = machine.python(PREPARE + "with running(mailbox=True): pass")
    assert ran.returncode == 0, ran.stderr
    assert "postgres  runs\nvalkey    runs\nmailbox   -" in machine.local("status").stdout


def test_a_part_that_runs_already_is_shared(machine):
    ran = machine.python(
        PREPARE
        + "with running(mailbox=True) as first, running(mailbox=True) as second:\n"
        + "    print(sorted(first.processes), sorted(second.processes))\n"
    )
    assert ran.stdout == "['mailbox'] []\n", ran.stderr


def test_a_process_that_does_not_start_shows_the_end_of_its_log(machine):
    ran = machine.python(
        PREPARE + "try:\n    with running(web=True): pass\nexcept LocalError as error: print(error)",
        WEB_CONCURRENCY="many",
    )
    assert ran.stdout.startswith("The web stopped by itself (code 1); the end of ")
    assert "invalid literal for int() with base 10: 'many'" in ran.stdout
    assert machine.processes() == []


def test_a_busy_mailbox_port_is_chosen_anew(machine):
    ran = machine.python(
        PREPARE
        + "import socket\n"
        + "occupant = socket.create_server(('127.0.0.1', int(os.environ['MAILBOX_PORT'])))\n"
        + "with running(mailbox=True): print(int(os.environ['MAILBOX_PORT']) != occupant.getsockname()[1])\n"
    )
    assert ran.stdout == "True\n", ran.stderr
