"""`make serve`: the whole system in one terminal, and an end to all of it with Ctrl-C."""

import os
import time
from urllib.parse import urlsplit

from django.conf import settings

from churnvoice.local import LocalError, records
from churnvoice.local.commands import FIRST_ADMINISTRATOR
from churnvoice.local.parts import all_parts
from churnvoice.local.places import LOGS
from churnvoice.local.processes import ALREADY_RUNS, Site, running
from churnvoice.local.servers import SERVERS, stop_servers
from churnvoice.local.signals import stop_on_any_signal


def serve() -> None:
    """Run everything until Ctrl-C. Raises LocalError when something is in the way or a process ends by itself."""
    refuse_foreign_host()
    if records.recorded("serve"):
        raise LocalError(ALREADY_RUNS)
    stop_on_any_signal()
    records.record("serve", os.getpid())
    print("Starting ChurnVoice ...", flush=True)
    try:
        everything = {"web": True, "worker": True, "beat": True, "mailbox": settings.EMAIL_IS_LOCAL}
        with running(**everything, first=[FIRST_ADMINISTRATOR], alone=True) as site:
            print(greeting(site), flush=True)
            watch(site)
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        records.forget("serve")


def refuse_foreign_host() -> None:
    host = urlsplit(settings.SITE_URL).hostname
    if host not in ("localhost", "127.0.0.1"):
        raise LocalError(
            f"SITE_URL names {host}, and this command answers on this machine only: "
            f"set SITE_URL=http://localhost:{settings.PORT}"
        )


def greeting(site: Site) -> str:
    log_in = "Log in with your e-mail address; `make admin` prints a new one-time administrator password."
    lines = ["", f"ChurnVoice is at {site.url}", site.first_words or log_in]
    if "mailbox" in site.processes:
        lines.append(f"Letters stay on this machine; administrators read them at {site.url}/mailbox/")
    return "\n".join([*lines, f"Logs are in {LOGS}. Ctrl-C stops everything."])


def watch(site: Site) -> None:
    while True:
        site.check()
        time.sleep(0.5)


def stop() -> list[str]:
    """End `serve`, what a crash left of it, and the private servers; the names of what ran."""
    ended = ["serve"] if records.end_recorded("serve", patience=120) else []
    ended += [part.name for part in reversed(all_parts()) if records.end_recorded(part.name)]
    return ended + stop_servers()


def what_runs() -> dict[str, bool]:
    """Each server and each part of this folder, and whether it runs."""
    servers = {server.name: server.runs() for server in SERVERS}
    return servers | {part.name: records.recorded(part.name) is not None for part in all_parts()}
