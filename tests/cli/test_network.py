"""The command network: its columns, its files, and options that mean nothing."""

from pathlib import Path

import networkx as nx
import pytest

NODES = "node,kind,size,degree,weighted_degree,betweenness,closeness,component,community"
TIES = "source,target,kind,weight,first,last,source_kind,target_kind"


def test_nodes_and_ties_under_their_columns(qualcode, study):
    ended = qualcode("network", "--layer", "all", "--across-coders")
    assert ended.columns == f"{NODES},first,last"
    assert [tuple(row.values())[:5] for row in ended.rows] == [
        ("work/paper", "code", "2", "1", "2"),
        ("work/data entry", "code", "1", "1", "2"),
    ]
    assert "A tie is a pair of codes, its weight: count." in ended.stderr
    ended = qualcode("network", "--edges", "--layer", "all", "--across-coders", "--by", "kinds")
    assert ended.columns == f"{TIES},group"
    assert ended.rows[0]["weight"] == "2" and ended.rows[0]["group"] == "interview"
    directed = qualcode("network", "--tie", "p_b_given_a", "--unit", "turn")
    more = "in_degree,out_degree,weighted_in_degree,weighted_out_degree"
    assert directed.columns == f"{NODES},{more},first,last"


def test_a_picture_says_whose_codings_count_only_where_codings_count(qualcode, study):
    qualcode("cases", "link", "P01", "P01 woman", "--role", "issuer")
    qualcode("network", "--from", "issuers", "--case-level", 1, "--plot", "issuers.svg")
    qualcode("network", "--tie", "jaccard", "--unit", "turn", "--layer", "all", "--plot", "codes.svg")
    issuers, codes = (Path(name).read_text("utf-8") for name in ("issuers.svg", "codes.svg"))
    assert "layer: " not in issuers and "size: documents" in issuers
    assert "level of cases: 1" in issuers
    assert "relation: overlap · unit: turn · layer: all" in codes and "size: codings" in codes


@pytest.mark.parametrize("kind", ["links", "issuers", "citations"])
def test_an_empty_network_keeps_its_header(qualcode, study, kind):
    ended = qualcode("network", "--from", kind, "--edges")
    assert (ended.exit_code, ended.columns, ended.rows) == (0, TIES, [])
    assert "Nodes: 0. Ties: 0" in ended.stderr
    assert qualcode("network", "--from", kind).exit_code == 0
    assert qualcode("network", "--from", kind, "-o", "net.gexf").exit_code == 0


@pytest.mark.parametrize("ending", ["graphml", "gexf", "dot", "mmd"])
def test_a_network_is_written_in_the_format_of_its_ending(qualcode, study, alone, ending):
    ended = qualcode("network", "--from", "documents", "-o", f"net.{ending}")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert f"The network is in net.{ending}." in ended.stderr
    assert "betweenness: the share" in ended.stderr
    assert "P01" in (alone / f"net.{ending}").read_text("utf-8")
    if ending == "graphml":
        assert nx.read_graphml(alone / "net.graphml").number_of_edges() == 2


def test_tables_go_where_tables_go(qualcode, study, alone):
    assert qualcode("network", "--edges", "-o", "ties.csv").exit_code == 0
    assert (alone / "ties.csv").read_text("utf-8").startswith(TIES)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--from villages", "There are cooccurrence, concepts, links, issuers, addressees, citations"),
        ("--from issuers --tie jaccard", "--tie means nothing in a network from issuers."),
        ("--from documents --across-coders", "It is for --from cooccurrence."),
        ("--outside", "It is for --from citations."),
        ("--from documents --tie phi", "Choose one of count, documents."),
        ("--within 3", "Give --relation near as well."),
        ("--unit turn", "--unit means nothing where only codings are counted."),
        ("--tie documents --touch any", "--touch means nothing where only codings are counted."),
        ("--at-least -1", "above 0"),
        ("--by coders", "period:year"),
        ("--by kinds -o net.dot", "--where"),
        ("--edges -o net.dot", "Leave out --edges"),
        ("-o net.sgv", "says no format"),
        ("--from issuers --layer all", "Leave out --layer"),
        ("--from links --kind quotes", "Kinds are: answers, cites"),
    ],
)
def test_what_means_nothing_is_said(qualcode, study, alone, line, sentence):
    ended = qualcode("network", *line.split())
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert sentence in ended.stderr
    assert not list(alone.glob("net.*"))


def test_a_folder_that_is_not_there_is_said(qualcode, study):
    ended = qualcode("network", "-o", "nowhere/net.gexf")
    assert ended.exit_code == 6 and "nowhere" in ended.stderr
