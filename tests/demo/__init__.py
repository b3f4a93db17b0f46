"""Tests of the demo district: a package of its own, so that what it loads goes when its last test is done."""
