"""Networks as files: GraphML and GEXF for programs that compute with them, DOT and Mermaid for those that draw them."""
