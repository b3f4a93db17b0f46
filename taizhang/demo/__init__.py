"""The demo district as it stood on 19 June 2020, made by a seeded generator."""
