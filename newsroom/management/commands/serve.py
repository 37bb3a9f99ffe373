"""One command starts the whole desk: records brought up to date, broker, worker, beat and web server."""

from __future__ import annotations

import fcntl
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from newsroom import embedded
from newsroom.accounts import demo
from newsroom.accounts.models import User
from newsroom.celery import app as celery_app
from newsroom.processes import spawn, wait_until
from newsroom.supervisor import Child, Tree
from review.record.triggers import missing

READY_SECONDS = 90
Launch = Callable[[], subprocess.Popen[bytes]]


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_bind(host: str, port: int) -> None:
    """Refuse, with a sentence, an address that may not or cannot be served."""
    if settings.DEMO and not is_loopback(host):
        raise CommandError(
            f"The demo newsroom has public passwords, so it listens on this machine only, not on {host}. "
            "Leave NEWSROOM_BIND out, or start without NEWSROOM_DEMO=1."
        )
    if not 0 < port < 65536:
        raise CommandError(f"PORT is {port}: choose one from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}, port {port} ({error.strerror}): stop what uses it, or set PORT."
            ) from error


def hold_lock(folder: Path) -> IO[str]:
    """The data folder is ours while this file is open; a second desk on it would share its broker."""
    lock = (folder / "serve.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        raise CommandError(
            f"A review desk is already running on {folder} (process {lock.read().strip() or 'unknown'}). "
            "Stop that one, or name another folder in NEWSROOM_DATA and another PORT."
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def unapplied() -> bool:
    """Has this version migrations that the database has not?"""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_people(host: str) -> None:
    """Demo people have public passwords: even without NEWSROOM_DEMO=1 no network may reach them."""
    if is_loopback(host):
        return
    if User.objects.filter(email__in=[person.email for person in demo.PEOPLE], is_active=True).exists():
        raise CommandError(
            f"{settings.DATA} holds the demo people, whose passwords are public. "
            "Name another folder in NEWSROOM_DATA, or deactivate them first."
        )


def healthy(host: str, port: int) -> bool:
    """Does /healthz answer 200?"""
    name = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    line = http.client.HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=2)  # noqa: S104
    try:
        line.request("GET", "/healthz", headers={"Host": name})
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def worker_command() -> list[str]:
    return [*_celery("worker"), "--without-gossip", "--without-mingle"]


def beat_command() -> list[str]:
    return [*_celery("beat"), "--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME, "--pidfile", ""]


def _celery(part: str) -> list[str]:
    quiet = "-Wignore:You're running the worker:RuntimeWarning"  # about pickle; ours takes JSON alone
    return [sys.executable, quiet, "-m", "celery", "-A", "newsroom", "--quiet", part, "--loglevel", "WARNING"]


def web_command(host: str, port: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    processes = os.environ.get("NEWSROOM_WEB_PROCESSES", "2")
    return [
        *(sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", address, "--no-control-socket"),
        *("--preload", "--worker-class", "gthread", "--workers", processes, "--threads", "8"),
        *("--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning"),
        *("--forwarded-allow-ips", ""),  # whom to believe is newsroom/proxies.py's to say
    ]


def launcher(command: list[str], env: dict[str, str], if_parent_dies: int) -> Launch:
    return lambda: spawn(command, env=env, cwd=settings.BASE_DIR, on_parent_death=if_parent_dies)


class Command(BaseCommand):
    help = "Start the review desk: migrate, then broker, worker, beat and web server in one tree."
    requires_system_checks = []  # they load every page; the web server does, this process need not

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default=os.environ.get("NEWSROOM_BIND", "").strip() or "127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--with-parent", action="store_true", help="stop when whoever started it is gone")

    def handle(self, *args: Any, bind: str, port: int, with_parent: bool, **options: Any) -> None:
        self.parent = os.getppid() if with_parent else None
        lock = hold_lock(settings.DATA)
        try:
            check_bind(bind, port)
            self.prepare(bind)
            self.run(bind, port)
        finally:
            lock.close()

    def prepare(self, bind: str) -> None:
        """The records fit this version, and nobody unwanted can be reached."""
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        new, gone = unapplied(), missing()
        if gone and not new:
            self.say(f"Missing and made again: {', '.join(gone)}. Run manage.py verify_audit.")
        if gone or new:
            call_command("migrate", interactive=False, verbosity=0)
        check_people(bind)

    def run(self, bind: str, port: int) -> None:
        """Start, watch until asked to stop, stop: web, beat, worker, broker."""
        tree = Tree(self.children(bind, port), self.say, self.parent)
        tree.listen()
        try:
            *behind, web = tree.children
            broker = [child for child in behind if child.name == "broker"]
            self.start(tree, *broker, web)  # pages first: what is uploaded meanwhile waits in the queue
            self.wait_for_web(tree, bind, port)
            self.start(tree, *[child for child in behind if child not in broker])
            if not tree.stopping.is_set():
                self.greet(bind, port)
                tree.watch()
        finally:
            tree.stop()
        self.say("Stopped.")

    def children(self, bind: str, port: int) -> list[Child]:
        env = dict(os.environ)
        parts = []
        if not settings.REDIS_URL:
            folder = settings.DATA / "broker"
            path = embedded.socket_path(folder)
            env["NEWSROOM_BROKER_SOCKET"] = str(path)
            celery_app.conf.broker_url = f"redis+socket://{path}"
            parts.append(Child("broker", lambda: embedded.start(folder).process, patience=5))
        parts.append(Child("worker", launcher(worker_command(), env, signal.SIGKILL), patience=10))
        parts.append(Child("beat", launcher(beat_command(), env, signal.SIGKILL), patience=5))
        parts.append(Child("web server", launcher(web_command(bind, port), env, signal.SIGTERM), patience=10))
        return parts

    def start(self, tree: Tree, *children: Child) -> None:
        """Start these, in this order, unless asked to stop meanwhile."""
        for child in children:
            if tree.stopping.is_set():
                return
            if child.name != "broker":
                self.seed()
            connections.close_all()
            try:
                child.start()
            except embedded.BrokerFailed as error:
                raise CommandError(str(error)) from error

    def seed(self) -> None:
        """The demo newsroom, on the first start, once the broker that takes its tasks is there."""
        if settings.DEMO and not User.objects.exists():
            self.say("First start: making the demo newsroom.")
            call_command("seed_demo", verbosity=0)

    def wait_for_web(self, tree: Tree, bind: str, port: int) -> None:
        web = tree.children[-1]
        wait_until(
            lambda: healthy(bind, port) or not web.alive or tree.stopping.is_set(), READY_SECONDS, 0.05
        )
        if not (tree.stopping.is_set() or (web.alive and healthy(bind, port))):
            raise CommandError("The web server did not come up; its own words are above.")

    def greet(self, bind: str, port: int) -> None:
        """Where it is, and who may sign in."""
        shown = f"[{bind}]" if ":" in bind else bind
        self.say(f"{settings.NEWSROOM_NAME}, review desk: http://{shown}:{port}/")
        if settings.DEMO:
            self.say(f"Demo sign-ins, all with the password {demo.PASSWORD}")
            for person in demo.people_here():
                self.say(f"  {person.email:<24}{person.name} {person.task}")
        elif not User.objects.exists():
            self.say("Nobody can sign in yet: manage.py createadmin --email ADDRESS --name NAME")
        connections.close_all()
        self.say("Ctrl-C stops it.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
