"""Here every test begins with nobody told anything."""

import pytest
from tests.books.quiet import quiet_world
from tests.support.world import World


@pytest.fixture
def world(db: None) -> World:
    return quiet_world()
