"""Help for editors: new reports from the schedule and the catalogue."""
