"""Machines of the tests' own: a new one, or one that serves for all tests of a file."""

from collections.abc import Iterator

import pytest

from tests.churnvoice.local.machine import Machine


@pytest.fixture
def machine(tmp_path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "var")
    yield machine
    machine.erase()


@pytest.fixture(scope="module")
def serving_machine(tmp_path_factory) -> Iterator[Machine]:
    machine = Machine(tmp_path_factory.mktemp("serving") / "var")
    try:
        machine.serve()
        yield machine
    finally:
        machine.erase()
