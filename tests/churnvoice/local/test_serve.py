import http.client
import signal
import smtplib
import socket

import pytest

from tests.churnvoice.local.machine import Machine, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def get(machine: Machine, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", machine.port, timeout=30)
    connection.request("GET", path, headers={"Host": "localhost"})
    return connection.getresponse()


def test_the_whole_system_answers_with_one_timetable(serving_machine):
    assert get(serving_machine, "/readyz").status == 200
    status = serving_machine.local("status").stdout.split()
    assert status == [
        word for name in ("postgres", "valkey", "mailbox", "worker", "beat", "web") for word in (name, "runs")
    ]
    assert len(serving_machine.named("beat")) == 1


def test_letters_are_kept_on_this_machine(serving_machine):
    port = serving_machine.python(
        "import os; from churnvoice.local.environment import prepare; prepare(); print(os.environ['MAILBOX_PORT'])"
    )
    with smtplib.SMTP("127.0.0.1", int(port.stdout), timeout=10) as server:
        server.sendmail("us@company.example", ["customer@post.example"], "Subject: Why did you leave?\n\nTell us.")
    kept = serving_machine.python(
        "from churnvoice.local.mailbox import letters; print([(kept.recipient, kept.subject) for kept in letters()])"
    )
    assert kept.stdout == "[('customer@post.example', 'Why did you leave?')]\n"


def test_no_token_reaches_the_access_log(serving_machine):
    get(serving_machine, "/r/the-secret-of-a-link/?score=3")
    log = serving_machine.var / "logs" / "web.log"
    assert wait_until(lambda: "/r/***" in log.read_text())
    assert "the-secret-of-a-link" not in log.read_text()


def test_a_second_serve_says_that_the_first_one_runs(serving_machine):
    second = serving_machine.local("serve")
    assert (second.returncode, second.stderr) == (1, "ChurnVoice already runs in this folder: `make stop` ends it.\n")
    assert get(serving_machine, "/healthz").status == 200


def test_a_busy_port_is_one_line(machine):
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", machine.port))
        occupant.listen()
        refused = machine.local("serve")
    assert refused.returncode == 1
    line, another = refused.stderr.split(" set PORT=")
    assert line == f"Port {machine.port} is busy:"
    assert int(another) > machine.port
    assert machine.processes() == []


def test_a_foreign_host_name_is_one_line(machine):
    refused = machine.local("serve", SITE_URL="https://feedback.example")
    assert (refused.returncode, refused.stderr) == (
        1,
        "SITE_URL names feedback.example, and this command answers on this machine only: "
        f"set SITE_URL=http://localhost:{machine.port}\n",
    )


def test_ctrl_c_stops_all_of_it(machine):
    serving = machine.serve()
    assert len(machine.processes()) > 6
    serving.send_signal(signal.SIGINT)
    said, _ = serving.communicate(timeout=60)
    assert (serving.returncode, said) == (0, "\nStopped.\n")
    assert machine.processes() == []
