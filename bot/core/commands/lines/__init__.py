"""What a typed line means: the table's own words first, then plain ones, numbers and pasted lists."""
