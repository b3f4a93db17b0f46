"""What a figure is: a number that is the measure of the rows behind it."""
