"""Who is who: the tree of units, people, their dated posts, and what a post may do."""
