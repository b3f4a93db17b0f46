"""The night market: merchants, permits, patrols, breaches and the ladder of measures."""
