"""校数: every quantity that a text claims, held against the text itself and against what the ledgers say."""
