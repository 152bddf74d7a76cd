"""How much the tests that try at random are to try: little while one works, twenty times as much in `make fuzz`."""

import os

_TIMES = int(os.environ.get("QUALCODE_TEST_DEPTH", "1"))


def examples(few: int) -> int:
    """How many examples to try where one takes long: ``few``, or many times as many when asked for."""
    return few * _TIMES
