"""What tables of documents, segments and codes show."""
