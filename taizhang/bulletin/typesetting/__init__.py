"""Sets an issue of the bulletin: one document, a PDF of record by typst and an editable Word copy."""
