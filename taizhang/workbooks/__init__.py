"""Excel in and out: registers, columns, per-cell errors, previews and refused workbooks."""
