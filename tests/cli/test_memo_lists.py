"""Which memos are listed."""


def texts(ended):
    return [row["text"] for row in ended.rows]


def test_memos_are_listed_by_kind_coder_words_and_what_they_are_on(qualcode, study):
    assert qualcode("memos", "add", "A thought by itself", "--title", "Loose", "-c", "Ben").exit_code == 0
    assert qualcode("memos", "add", "The case of paper", "--on-case", "P01 woman").exit_code == 0
    assert texts(qualcode("memos", "list", "--kind", "theory")) == ["Who reads these?"]
    assert texts(qualcode("memos", "list", "--on", "case")) == ["The case of paper"]
    assert texts(qualcode("memos", "list", "--on", "nothing")) == ["A thought by itself"]
    assert texts(qualcode("memos", "list", "--by", "ben")) == ["A thought by itself"]
    assert texts(qualcode("memos", "list", "--with", "PAPER case")) == ["The case of paper"]
    none = qualcode("memos", "list", "--kind", "code-rule")
    assert none.exit_code == 0 and none.rows == []
    assert qualcode("memos", "list", "--kind", "theori").exit_code == 2
    assert qualcode("memos", "list", "--by", "Nobody").exit_code == 4
