"""The grammar of claims in official Chinese prose: from characters to quantities, from quantities to claims. Pure."""
