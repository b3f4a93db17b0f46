"""The page frame: middleware, fragments, tables, forms and components, with no knowledge of any ledger."""
