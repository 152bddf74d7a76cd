from qualcode.tui.project.recent import Recent


def test_codes_used_last_come_first_and_keep_their_numbers() -> None:
    recent = Recent()
    recent.begin(["a", "b", "a"])
    recent.use(["c"])
    recent.use(["b", "d"])
    assert recent.latest == ["d", "b", "c", "a"]
    assert recent.together == ("b", "d")
    assert [recent.numbered(number) for number in range(1, 6)] == ["a", "b", "c", "d", None]
    assert (recent.number("c"), recent.number("z")) == (3, None)


def test_the_tenth_code_takes_the_number_of_the_one_not_used_for_longest() -> None:
    recent = Recent()
    recent.begin("abcdefghi")
    for code in "hgfedcb":
        recent.use([code])
    recent.use(["z"])
    assert recent.number("z") == 9
    assert recent.number("i") is None
    assert recent.number("a") == 1


def test_another_document_adds_behind_what_was_used_today() -> None:
    recent = Recent()
    recent.use(["a"])
    recent.begin(["b", "a", "c"])
    assert recent.latest == ["a", "b", "c"]


def test_a_number_that_is_given_is_taken_from_who_had_it() -> None:
    recent = Recent()
    recent.use(["a"])
    recent.use(["b"])
    assert recent.highest == 3
    recent.give("c", 1)
    assert [recent.number(code) for code in "abc"] == [3, 2, 1]
    recent.give("b", 1)
    assert [recent.number(code) for code in "abc"] == [3, 1, 2]


def test_what_is_kept_is_gone_on_with_as_far_as_there_are_such_codes() -> None:
    earlier, now = Recent(), Recent()
    earlier.use(["a"])
    earlier.use(["b", "gone"])
    earlier.give("b", 1)
    now.begin(["x", "a"], ["x"])
    now.resume(earlier.kept, {"a", "b", "x"})
    assert now.latest == ["b", "a", "x"]
    assert now.together == ("b",)
    assert [now.numbered(number) for number in range(1, 5)] == ["b", "a", "x", None]
