"""Links between documents and what texts set apart, as typed."""

from pathlib import Path


def import_policies(qualcode) -> None:
    folder = Path("policies")
    folder.mkdir()
    (folder / "方案.txt").write_text(
        "救助方案\n甲政〔2022〕1号\n第一章 总则\n第一条 为了便民。\n第二条 从简。\n第三条 从快。\n", encoding="utf-8"
    )
    (folder / "细则.txt").write_text("试点细则\n根据《救助方案》（甲政〔2022〕1号）。\n", encoding="utf-8")
    assert qualcode("import", folder, "--kind", "policy").exit_code == 0


def test_links_are_found_confirmed_rejected_made_and_removed(qualcode, study):
    import_policies(qualcode)
    assert qualcode("links", "find").exit_code == 0
    (link,) = qualcode("links", "list").rows
    assert link == {"from": "细则", "to": "方案", "kind": "cites", "status": "proposed"}
    assert qualcode("links", "reject", "细则", "方案").exit_code == 0
    assert qualcode("links", "list", "方案").rows[0]["status"] == "rejected"
    assert qualcode("links", "confirm", "细则", "方案").exit_code == 0
    assert qualcode("links", "list").rows[0]["status"] == "confirmed"
    assert qualcode("links", "add", "P01", "方案", "--kind", "answers").exit_code == 0
    assert qualcode("links", "remove", "P01", "方案").exit_code == 0
    assert len(qualcode("links", "list").rows) == 1
    assert qualcode("links", "confirm").exit_code == 2
    assert qualcode("links", "remove", "P01", "方案").exit_code == 4


def test_the_sections_of_a_policy(qualcode, study):
    import_policies(qualcode)
    ended = qualcode("sections", "方案")
    assert ended.columns == "document,section,kind,level,label,start,end,anchor"
    assert [(row["kind"], row["level"], row["label"]) for row in ended.rows] == [
        ("heading", "1", "第一章 总则"),
        ("clause", "2", "第一条"),
        ("clause", "2", "第二条"),
        ("clause", "2", "第三条"),
    ]
