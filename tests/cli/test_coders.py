"""Coders."""


def test_the_columns_of_the_list(qualcode, study):
    ended = qualcode("coders", "list")
    assert ended.columns == "coder,role,kind,retired,codings,documents"
    assert [tuple(row.values()) for row in ended.rows] == [
        ("Anna", "coder", "person", "false", "2", "1"),
        ("Ben", "coder", "person", "false", "1", "1"),
    ]


def test_coders_are_added_renamed_and_retired(qualcode, study):
    assert qualcode("coders", "add", "陈", "--role", "lead").exit_code == 0
    assert qualcode("coders", "rename", "Ben", "Benedikt").exit_code == 0
    assert qualcode("coders", "retire", "Benedikt").exit_code == 0
    assert [(row["coder"], row["role"], row["retired"]) for row in qualcode("coders", "list").rows] == [
        ("Anna", "coder", "false"),
        ("Benedikt", "coder", "true"),
        ("陈", "lead", "false"),
    ]
    ended = qualcode("codes", "add", "new", "-c", "Benedikt")
    assert ended.exit_code == 5
    assert "is retired" in ended.stderr


def test_a_name_that_is_taken_is_refused(qualcode, study):
    assert qualcode("coders", "add", "ben").exit_code == 5
    assert qualcode("coders", "rename", "Anna", "Ben").exit_code == 5
    assert qualcode("coders", "retire", "Bn").exit_code == 4
