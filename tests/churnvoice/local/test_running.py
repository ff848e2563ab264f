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


def test_a_process_that_dies_is_named(machine):
    ran = machine.python(
        PREPARE
        + "with running(mailbox=True) as site:\n"
        + "    site.processes['mailbox'].kill()\n"
        + "    site.processes['mailbox'].wait()\n"
        + "    try: site.check()\n"
        + "    except LocalError as error: print(error)\n"
    )
    assert ran.stdout.startswith("The mailbox stopped by itself (code -9); the end of "), ran.stderr


def test_stop_ends_what_a_killed_command_left_behind(machine):
    ran = machine.python(PREPARE + "with running(mailbox=True): os.kill(os.getpid(), 9)")
    assert ran.returncode == -9
    assert len(machine.named("mailbox")) == 1
    assert machine.local("stop").stdout == "Stopped mailbox, valkey, postgres.\n"
    assert machine.processes() == []


def test_what_a_killed_command_left_behind_is_replaced(machine):
    machine.python(PREPARE + "with running(mailbox=True): os.kill(os.getpid(), 9)")
    left = machine.named("mailbox")[0]
    ran = machine.python(PREPARE + "with running(mailbox=True) as site: print(site.processes['mailbox'].pid)")
    assert int(ran.stdout) != left.pid
    assert not left.is_running() or left.status() == "zombie"


def test_a_ctrl_c_stops_everything_before_the_command_ends(machine):
    ran = machine.python(PREPARE + "import signal\nwith running(mailbox=True): signal.raise_signal(signal.SIGINT)")
    assert "KeyboardInterrupt" in ran.stderr
    assert machine.processes() == []
