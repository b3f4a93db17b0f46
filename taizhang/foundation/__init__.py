"""Clock, periods, quantities and workflows: pure Python that every room may use."""
