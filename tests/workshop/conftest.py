"""Here every test may begin with the knitting workshop."""

import pytest
from tests.support.knitting import Knitting, build_knitting


@pytest.fixture
def knitting(db: None) -> Knitting:
    return build_knitting()
