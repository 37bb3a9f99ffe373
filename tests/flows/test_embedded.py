"""The broker in a box is a real server: it starts, answers, keeps what it was given, says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis

from newsroom import embedded
from newsroom.processes import wait_until

pytestmark = pytest.mark.worker


def client(broker: embedded.Broker) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(broker.socket))


def test_it_answers_on_a_socket_only_its_owner_may_open(broker: embedded.Broker) -> None:
    assert embedded.answers(broker.socket)
    assert broker.socket.stat().st_mode & 0o077 == 0


def test_it_opens_no_tcp_port(broker: embedded.Broker) -> None:
    assert client(broker).config_get("port") == {"port": "0"}


def test_it_keeps_what_was_queued_over_a_restart(short_folder: Path) -> None:
    first = embedded.start(short_folder)
    client(first).rpush("waiting", "analyse 7")
    first.stop()
    second = embedded.start(short_folder)
    try:
        assert client(second).lrange("waiting", 0, -1) == [b"analyse 7"]
    finally:
        second.stop()


def test_it_moves_a_socket_whose_path_is_too_long(short_folder: Path) -> None:
    deep = short_folder / ("a-very-long-name-" * 6)
    running = embedded.start(deep)
    try:
        assert embedded.answers(running.socket)
        assert len(bytes(running.socket)) <= embedded.LONGEST_SOCKET_PATH
        assert running.socket.parent.stat().st_mode & 0o077 == 0
    finally:
        running.stop()


def test_it_refuses_a_socket_folder_that_is_open_to_others(short_folder: Path) -> None:
    deep = short_folder / ("another-very-long-name-" * 5)
    folder = embedded.socket_path(deep).parent
    folder.chmod(0o777)
    with pytest.raises(embedded.BrokerFailed, match="open to others"):
        embedded.socket_path(deep)
    folder.rmdir()


def test_it_says_why_a_broker_does_not_start(short_folder: Path) -> None:
    (short_folder / "appendonlydir").write_text("a file where the server wants a folder")
    with pytest.raises(embedded.BrokerFailed, match="appendonlydir"):
        embedded.start(short_folder)


def test_a_frozen_broker_is_silent_and_comes_back(broker: embedded.Broker) -> None:
    broker.freeze()
    assert not embedded.answers(broker.socket, 0.2)
    broker.thaw()
    assert wait_until(lambda: embedded.answers(broker.socket), 2)
